package org.parvis.gateway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.demo.NodeProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Breaks a cluster under load, again and again, and then accounts for every message and every answer. {@code -Dparvis.torture.faults} says how often (12),
 * {@code -Dparvis.torture.seed} repeats a run's order of faults.
 */
@Tag("torture")
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class TortureTest {

    private static final int FAULTS = Integer.getInteger("parvis.torture.faults", 12);
    private static final long SEED = Long.getLong("parvis.torture.seed", System.nanoTime());
    private static final Duration FLOW_PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 20;

    private final Random random = new Random(SEED);
    private final List<String> table = new ArrayList<>();
    private final List<Long> afterKill = new ArrayList<>();
    private final List<Long> afterPause = new ArrayList<>();
    private final List<String> failedDuringDrain = new ArrayList<>();

    @Test
    void nothingIsLostOrDoneTwiceWhateverDies() throws Exception {
        System.out.println("Seed " + SEED + ", " + FAULTS + " faults");
        Path directory = fresh();
        try (Plant plant = Plant.start(directory, Path.of("../target/parvis/plugins").toAbsolutePath().normalize(), SEED)) {
            Web web = new Web(plant.front, plant.token);
            Agents agents = new Agents(web, plant.token);
            agents.start(plant.nodes().stream().map(NodeProcess::address).toList());
            Citizens citizens = new Citizens(plant, web);
            citizens.start();
            awaitFlow(plant, "courriel", 0);
            web.takeFailures();
            for (int number = 1; number <= FAULTS; number++) {
                strike(plant, web, number);
            }
            citizens.stop();
            agents.stopAnswering();
            awaitQuiet(plant, citizens.acknowledged().size());
            Reckoning reckoning = reckon(plant, citizens, agents);
            agents.stop();
            report(reckoning, Path.of("target/torture.md"));
            assertThat(reckoning.wrong()).as("seed %s, logs in %s", SEED, directory).isEmpty();
            assertThat(citizens.oddities()).isEmpty();
            assertThat(agents.oddities()).isEmpty();
            assertThat(failedDuringDrain).as("requests that failed while a node was drained").isEmpty();
        }
        delete(directory);
    }

    private void strike(Plant plant, Web web, int number) throws Exception {
        // The first round meets every kind once, in any order; the later ones are drawn.
        List<Fault> kinds = new ArrayList<>(List.of(Fault.values()));
        Collections.shuffle(kinds, new Random(SEED));
        Fault fault = number <= kinds.size() ? kinds.get(number - 1) : kinds.get(random.nextInt(kinds.size()));
        String channel = random.nextBoolean() ? "courriel" : "social";
        long epoch = patiently(() -> plant.epoch(channel));
        long from = System.nanoTime();
        Thread clock = fault.losesOwner() ? takeOver(plant, fault, channel, epoch, from) : Thread.ofVirtual().start(() -> {
        });
        fault.strike(plant, channel, random);
        if (!clock.join(FLOW_PATIENCE)) {
            // The one that was struck had given the channel up a moment before: there was nothing to take over.
            clock.interrupt();
        }
        long mended = System.nanoTime();
        for (String each : Citizens.CHANNELS) {
            awaitFlow(plant, each, flowed(plant, each));
        }
        long flows = System.nanoTime();
        Map<String, Long> failures = web.takeFailures();
        if (fault == Fault.DRAIN && !failures.isEmpty()) {
            failedDuringDrain.add(number + ": " + failures);
        }
        String line = String.format(Locale.ROOT, "| %d | %s | %s | %.1f s | %.1f s | %s |", number, word(fault), channel,
                seconds(from, mended),
                seconds(mended, flows), failures.isEmpty() ? "" : failures.toString());
        table.add(line);
        System.out.println(line);
    }

    /** Measures from the blow to the first message that the channel's next owner took in. */
    private Thread takeOver(Plant plant, Fault fault, String channel, long epoch, long from) {
        List<Long> times = fault == Fault.KILL_OWNER ? afterKill : afterPause;
        return Thread.ofVirtual().start(() -> {
            try {
                while (!takenOver(plant, channel, epoch)) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                }
                times.add((System.nanoTime() - from) / 1_000_000);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static boolean takenOver(Plant plant, String channel, long epoch) throws InterruptedException {
        return patiently(() -> plant.database.read(session -> session.first("""
                select 1 from channel_lease join inbound_event using (channel_id)
                 where channel_id = $1 and epoch > $2 and node is not null and received_at > owned_since limit 1
                """, channel, epoch))).isPresent();
    }

    private static long flowed(Plant plant, String channel) throws InterruptedException {
        return patiently(() -> plant.database.read(session -> session
                .first("select count(*) as n from message where channel_id = $1 and kind = 'INBOUND'", channel))).orElseThrow()
                .getLong("n");
    }

    /** Until more has come in than the channel had. */
    private static void awaitFlow(Plant plant, String channel, long before) throws InterruptedException {
        long end = System.nanoTime() + FLOW_PATIENCE.toNanos();
        while (flowed(plant, channel) <= before) {
            assertThat(System.nanoTime()).as("channel %s flows again within %s", channel, FLOW_PATIENCE).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Until everything that was acknowledged is in, and everything that was to go out is settled. */
    private static void awaitQuiet(Plant plant, int messages) throws InterruptedException {
        long end = System.nanoTime() + QUIET_PATIENCE.toNanos();
        while (true) {
            long inbound = Citizens.CHANNELS.stream().mapToLong(channel -> {
                try {
                    return flowed(plant, channel);
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return 0;
                }
            }).sum();
            boolean settled = patiently(() -> plant.database
                    .read(session -> session.first("select 1 from delivery where state in ('QUEUED', 'SENDING') limit 1"))).isEmpty();
            if (inbound >= messages && settled) {
                return;
            }
            if (System.nanoTime() > end) {
                // What is missing is told by the reckoning, number by number.
                return;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static Reckoning reckon(Plant plant, Citizens citizens, Agents agents) throws InterruptedException {
        Reckoning reckoning = new Reckoning(plant.database);
        reckoning.questions(citizens.acknowledged());
        awaitDesks(plant, agents);
        reckoning.desks(agents.desks(), Set.<UUID>of());
        reckoning.answers(agents.acknowledged(), plant.social.posts(), Stream.of(plant.mail.getReceivedMessages())
                .filter(TortureTest::isOutgoing).toList());
        reckoning.ledger();
        return reckoning;
    }

    private static void awaitDesks(Plant plant, Agents agents) throws InterruptedException {
        long messages = patiently(() -> plant.database
                .read(session -> session.first("select count(*) as n from message where kind = 'INBOUND'"))).orElseThrow().getLong("n");
        long end = System.nanoTime() + FLOW_PATIENCE.toNanos();
        while (agents.desks().stream().anyMatch(desk -> desk.received().size() < messages) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static boolean isOutgoing(MimeMessage mail) {
        try {
            return !Plant.MAILBOX.equals(mail.getAllRecipients()[0].toString());
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The database is one of the things that die. */
    private static <T> T patiently(Callable<T> question) throws InterruptedException {
        while (true) {
            try {
                return question.call();
            } catch (DatabaseException away) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException end) {
                throw end;
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    private void report(Reckoning reckoning, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Seed " + SEED + ", " + FAULTS + " faults, " + Plant.NODES + " nodes, " + Runtime.getRuntime().availableProcessors()
                + " cores");
        lines.add("");
        lines.add("| | |");
        lines.add("| --- | --- |");
        reckoning.figures().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(figure -> lines.add("| " + figure.getKey() + " | " + figure.getValue() + " |"));
        lines.add("| take-over after kill -9 | " + percentiles(afterKill) + " |");
        lines.add("| take-over after SIGSTOP | " + percentiles(afterPause) + " |");
        lines.add("| requests failed while draining | " + failedDuringDrain.size() + " |");
        lines.add("");
        lines.add("| # | fault | channel | held | until all channels flowed | failed requests, repeated by their senders |");
        lines.add("| --- | --- | --- | --- | --- | --- |");
        lines.addAll(table);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
        lines.stream().limit(20).forEach(System.out::println);
    }

    private static String percentiles(List<Long> millis) {
        if (millis.isEmpty()) {
            return "not measured";
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return "n " + sorted.size() + ", median " + sorted.get(sorted.size() / 2) + " ms, p95 "
                + sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(sorted.size() * 0.95) - 1)) + " ms, longest " + sorted.getLast()
                + " ms";
    }

    private static String word(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static double seconds(long from, long to) {
        return Duration.ofNanos(to - from).toMillis() / 1_000.0;
    }

    /** Where the database's own user can go as well. */
    private static Path fresh() throws IOException {
        Path shared = Path.of(System.getProperty("java.io.tmpdir"), "parvis-test-" + System.getProperty("user.name"));
        Files.createDirectories(shared);
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.createDirectory(shared.resolve("torture-" + UUID.randomUUID()));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
