package org.parvis.channel.mastodon;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.Channel;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Fault;
import org.parvis.channel.Findings;

/** Channels of the type {@code mastodon}. */
public final class MastodonPlugin implements ChannelPlugin<MastodonConfiguration> {

    private static final String REACHED = "server-reached";
    private static final String TOKEN = "token-accepted";
    private static final Fault NO_API = new Fault(Fault.Owner.OPERATOR, "NO_API",
            "There is a server, and it does not speak the Mastodon client API there: check base-url.");

    @Override
    public String type() {
        return "mastodon";
    }

    @Override
    public Class<MastodonConfiguration> configurationType() {
        return MastodonConfiguration.class;
    }

    @Override
    public Channel open(MastodonConfiguration configuration, ChannelContext context) throws ChannelException {
        return new MastodonChannel(configuration, context);
    }

    @Override
    public void test(MastodonConfiguration configuration, Findings findings) throws InterruptedException {
        try (Api api = new Api(configuration, Clock.systemUTC())) {
            test(api, findings);
        } catch (ChannelException unusable) {
            findings.failed(REACHED, unusable.fault());
        }
    }

    private static void test(Api api, Findings findings) throws InterruptedException {
        String step = REACHED;
        try {
            Answer instance = api.get("/api/v2/instance", Map.of());
            if (isAway(instance)) {
                findings.failed(step, Faults.of(instance));
                return;
            }
            String host = String.valueOf(api.base().getHost());
            String domain = instance.ok() ? Json.words(instance.json(), "domain").orElse(host) : host;
            findings.passed(step, domain);
            step = TOKEN;
            Answer account = api.get("/api/v1/accounts/verify_credentials", Map.of());
            if (!account.ok()) {
                findings.failed(step, account.gone() ? NO_API : Faults.of(account));
                return;
            }
            Optional<Account> said = Account.of(account.json(), domain);
            said.ifPresentOrElse(known -> findings.passed(TOKEN, "@" + known.handle().value()), () -> findings.failed(TOKEN, NO_API));
        } catch (IOException unreadable) {
            findings.failed(step, Faults.of(unreadable));
        }
    }

    /** An older server does not know the question, and one that is closed to strangers refuses it: both are there. */
    private static boolean isAway(Answer instance) {
        return !instance.ok() && !instance.gone() && instance.status() != 401 && instance.status() != 403;
    }
}
