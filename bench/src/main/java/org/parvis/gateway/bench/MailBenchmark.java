package org.parvis.gateway.bench;

import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.parvis.gateway.bench.town.Letters;
import org.parvis.gateway.database.DatabaseAddress;

/** A full mailbox that a gateway finds when it starts. The mail server, in this process where no other is named, shares the cores. */
final class MailBenchmark implements Benchmark {

    private static final int LETTERS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        DatabaseAddress address = ground.fresh("bench_mail");
        Optional<URI> server = ground.settings().mailbox();
        try (Mailbox mail = server.isPresent() ? ForeignMailbox.open(server.get()) : MailServer.start();
                Connection connection = Sql.open(address)) {
            mail.deliver(Letters.of("mail", LETTERS, 6));
            try (GatewayProcess gateway = GatewayProcess.start(ground.settings(), address, mail.channel())) {
                long begun = System.nanoTime();
                long before = Sql.number(connection, "select count(*) from message");
                long taken = before;
                while (taken < LETTERS && System.nanoTime() - begun < PATIENCE.toNanos()) {
                    TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
                    taken = Sql.number(connection, "select count(*) from message");
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                results.say("  " + gateway.address() + " took in " + taken + " of " + LETTERS + " in " + Goal.number(seconds) + " s");
                results.add(Figure
                        .of("e-mail waiting on " + (server.isPresent() ? "the server named" : "GreenMail") + ", taken in",
                                (taken - before) / seconds, "messages/s")
                        .goal(new Goal.AtLeast(500)));
                if (taken != LETTERS) {
                    results.broken(taken + " of " + LETTERS + " e-mails are in the record after " + PATIENCE.toMinutes() + " minutes");
                }
            }
        }
    }
}
