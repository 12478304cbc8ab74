package org.parvis.channel.mastodon;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;

/** What is known of our own account and server, asked for when it is first needed and again when it has aged. Safe for use by many threads. */
final class Home {

    private static final Duration LIMITS_AGE = Duration.ofHours(6);

    private final Api api;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Instance instance;
    private volatile @Nullable Account account;
    private volatile Instant askAgain = Instant.MIN;

    Home(Api api, Clock clock) {
        this.api = api;
        this.clock = clock;
        this.instance = Instance.unknown(String.valueOf(api.base().getHost()));
    }

    /** From memory. */
    Instance instance() {
        return instance;
    }

    /**
     * Our own account, asked of the server if it is not yet known.
     *
     * @throws ChannelException when the server does not know our token
     */
    Account account() throws IOException, InterruptedException, ChannelException {
        Account known = account;
        if (known != null && clock.instant().isBefore(askAgain)) {
            return known;
        }
        asking.lockInterruptibly();
        try {
            if (account == null || !clock.instant().isBefore(askAgain)) {
                ask();
            }
            Account asked = account;
            if (asked == null) {
                throw new IOException("The server does not say who we are");
            }
            return asked;
        } finally {
            asking.unlock();
        }
    }

    private void ask() throws IOException, InterruptedException, ChannelException {
        Answer answer = api.get("/api/v1/accounts/verify_credentials", Map.of());
        if (!answer.ok()) {
            throw new ChannelException(Faults.of(answer));
        }
        instance = Instance.read(api, instance);
        Optional<Account> said = Account.of(answer.json(), instance.domain());
        account = said.orElseThrow(() -> new ChannelException(
                new Fault(Fault.Owner.PLATFORM, "MALFORMED", "The server describes our account in no way that can be read.")));
        askAgain = clock.instant().plus(LIMITS_AGE);
    }
}
