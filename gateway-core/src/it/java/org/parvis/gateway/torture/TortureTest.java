package org.parvis.gateway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.parvis.gateway.demo.NodeProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Breaks a cluster under load, again and again, and then accounts for every message and every answer. {@code -Dparvis.torture.faults} says how often (each kind
 * once), {@code -Dparvis.torture.seed} repeats a run's order of faults, {@code -Dparvis.torture.only} names the faults that are wanted, with commas between;
 * {@code -Dparvis.torture.previous} is where an earlier build stands, such as {@code ../earlier/target/parvis}: the nodes begin with it.
 */
@Tag("torture")
@Timeout(value = 120, unit = TimeUnit.MINUTES)
class TortureTest {

    private static final long SEED = Long.getLong("parvis.torture.seed", System.nanoTime());
    private static final Set<String> ONLY = Stream.of(System.getProperty("parvis.torture.only", "").split(",")).map(String::strip)
            .filter(name -> !name.isEmpty()).map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(3);
    private static final long QUIET_LOOK_MILLIS = 500;

    private final Random random = new Random(SEED);

    @Test
    void nothingIsLostOrDoneTwiceWhateverDies() throws Exception {
        Path directory = fresh();
        try (Plant plant = Plant.start(directory, SEED)) {
            Faults faults = new Faults(plant, ONLY, SEED);
            int number = Integer.getInteger("parvis.torture.faults", faults.kinds());
            System.out.println("Seed " + SEED + ", " + number + " faults");
            Report report = new Report(SEED, faults.leftOut());
            Web web = new Web(plant.front, plant.token);
            Movers movers = new Movers(web);
            Agents agents = new Agents(web, movers, plant.token);
            agents.start(plant.nodes().stream().map(NodeProcess::address).toList());
            Company company = new Company(plant.colleague, agents.desks());
            Citizens citizens = new Citizens(plant, web);
            citizens.start();
            plant.flow.await(Citizens.CHANNELS);
            web.takeFailures();
            for (int fault = 1; fault <= number; fault++) {
                strike(plant, web, company, faults.next(fault), report);
            }
            citizens.stop();
            agents.stopAnswering();
            movers.stop();
            awaitQuiet(plant, citizens.acknowledged().size());
            Reckoning reckoning = reckon(plant, citizens, agents);
            reckoning.moves(movers.moved());
            agents.stop();
            report.write(reckoning, Path.of("target/torture.md"));
            assertThat(reckoning.wrong()).as("seed %s, logs in %s", SEED, directory).isEmpty();
            assertThat(citizens.oddities()).isEmpty();
            assertThat(agents.oddities()).isEmpty();
            assertThat(movers.oddities()).isEmpty();
            assertThat(report.failedUnnoticed()).as("requests that failed while nodes were drained").isEmpty();
        }
        delete(directory);
    }

    private void strike(Plant plant, Web web, Company company, Fault fault, Report report) throws Exception {
        String channel = random.nextBoolean() ? "courriel" : "social";
        long epoch = Flow.patiently(() -> plant.epoch(channel));
        long from = System.nanoTime();
        boolean losesOwner = fault == NodeFault.KILL_OWNER || fault == NodeFault.PAUSE_OWNER;
        Thread clock = Thread.ofVirtual().start(() -> {
            if (losesOwner) {
                takeOver(plant, channel, epoch).ifPresent(at -> report.takenOver(fault, millis(from, at)));
            }
        });
        fault.strike(new Blow(plant, channel, random));
        if (!clock.join(Flow.PATIENCE)) {
            // The one that was struck had given the channel up a moment before: there was nothing to take over.
            clock.interrupt();
        }
        long mended = System.nanoTime();
        plant.flow.await(Citizens.CHANNELS);
        long flows = System.nanoTime();
        company.awaitEverywhere();
        report.struck(fault, channel, new Report.Times(millis(from, mended), millis(mended, flows), millis(mended, System.nanoTime())),
                web.takeFailures());
    }

    /** The moment when the channel's next owner has taken in its first message. */
    private static OptionalLong takeOver(Plant plant, String channel, long epoch) {
        try {
            while (!plant.flow.takenOver(channel, epoch)) {
                TimeUnit.MILLISECONDS.sleep(Flow.LOOK_MILLIS);
            }
            return OptionalLong.of(System.nanoTime());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    /** Until everything that was acknowledged is in, and everything that was to go out is settled; what is missing then is told by the reckoning. */
    private static void awaitQuiet(Plant plant, int messages) throws InterruptedException {
        long end = System.nanoTime() + QUIET_PATIENCE.toNanos();
        while (System.nanoTime() < end && (plant.flow.numbered() < messages || !plant.flow.settled())) {
            TimeUnit.MILLISECONDS.sleep(QUIET_LOOK_MILLIS);
        }
    }

    private static Reckoning reckon(Plant plant, Citizens citizens, Agents agents) throws IOException, InterruptedException {
        Reckoning reckoning = new Reckoning(plant.database);
        reckoning.questions(citizens.acknowledged());
        awaitDesks(plant, agents);
        reckoning.desks(agents.desks(), Set.<UUID>of());
        reckoning.answers(agents.acknowledged(), plant.social.posts(), Stream.of(plant.mail.getReceivedMessages())
                .filter(TortureTest::isOutgoing).toList(), plant.unruly.sent());
        reckoning.ledger();
        return reckoning;
    }

    private static void awaitDesks(Plant plant, Agents agents) throws InterruptedException {
        long messages = plant.flow.messages();
        long end = System.nanoTime() + Flow.PATIENCE.toNanos();
        while (agents.desks().stream().anyMatch(desk -> desk.received().size() < messages) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(Flow.LOOK_MILLIS);
        }
    }

    private static boolean isOutgoing(MimeMessage mail) {
        try {
            return !Plant.MAILBOX.equals(mail.getAllRecipients()[0].toString());
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
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
