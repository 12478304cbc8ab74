package org.parvis.gateway.operations;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.operations.Operations.Known;
import org.parvis.gateway.operations.Overview.Lag;
import org.parvis.gateway.operations.Overview.Member;
import org.parvis.gateway.operations.Overview.OwnedChannel;

/** What Prometheus reads of the overview: read from the record every {@link #INTERVAL}, however often it is scraped. Without the database each figure is NaN. */
public final class Figures implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    private final MeterRegistry registry;
    private final Operations operations;
    private final Supplier<List<Known>> channels;
    private final UUID node;
    private final Thread reader = Thread.ofVirtual().name("operations-figures").unstarted(this::follow);
    private volatile Optional<Overview> latest = Optional.empty();

    private Figures(MeterRegistry registry, Operations operations, Supplier<List<Known>> channels, UUID node) {
        this.registry = registry;
        this.operations = operations;
        this.channels = channels;
        this.node = node;
    }

    /**
     * @param channels those of this installation at the moment
     * @param node     this node
     */
    public static Figures start(MeterRegistry registry, Operations operations, Supplier<List<Known>> channels, UUID node) {
        Figures figures = registered(registry, operations, channels, node);
        figures.reader.start();
        return figures;
    }

    /** Not read yet. */
    static Figures registered(MeterRegistry registry, Operations operations, Supplier<List<Known>> channels, UUID node) {
        Figures figures = new Figures(registry, operations, channels, node);
        figures.register();
        return figures;
    }

    private void register() {
        gauge("parvis.nodes.alive", overview -> overview.members().stream().filter(member -> member.node().alive()).count())
                .description("Nodes that live").register(registry);
        gauge("parvis.tailer.behind", overview -> lag(overview).changes())
                .description("Changes that this node has not told its desks, at most " + Operations.MOST_COUNTED).register(registry);
        gauge("parvis.tailer.lag", overview -> lag(overview).since().toSeconds()).baseUnit("seconds")
                .description("Age of the oldest change that this node has not told its desks").register(registry);
        channels.get().forEach(channel -> register(channel.id()));
    }

    private void register(String channel) {
        queue(channel, "queued", Queue::queued);
        queue(channel, "due", Queue::due);
        queue(channel, "sending", Queue::sending);
        queue(channel, "failed", Queue::failed);
        queue(channel, "unknown", Queue::unknown);
        queue(channel, "by-person", Queue::byPerson);
        gauge("parvis.channel.oldest", overview -> queue(overview, channel).oldest().orElse(Duration.ZERO).toSeconds())
                .description("For how long the answer that waits longest has been due").baseUnit("seconds").tag("channel", channel)
                .register(registry);
    }

    private void queue(String channel, String state, ToDoubleFunction<Queue> count) {
        gauge("parvis.channel.queue", overview -> count.applyAsDouble(queue(overview, channel)))
                .description("Answers by what became of them, at most " + Operations.MOST_COUNTED).tag("channel", channel)
                .tag("state", state)
                .register(registry);
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<Overview> figure) {
        return Gauge.builder(name, () -> latest.map(figure::applyAsDouble).orElse(Double.NaN));
    }

    private Lag lag(Overview overview) {
        return overview.members().stream().filter(member -> member.node().id().equals(node)).map(Member::lag).flatMap(Optional::stream)
                .findFirst().orElse(Lag.NONE);
    }

    private static Queue queue(Overview overview, String channel) {
        return overview.channels().stream().filter(known -> known.id().equals(channel)).map(OwnedChannel::queue).findFirst()
                .orElse(Queue.EMPTY);
    }

    private void follow() {
        try {
            while (true) {
                read();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException end) {
            LOG.debug("Figures are no longer read", end);
        }
    }

    void read() throws InterruptedException {
        try {
            List<Known> now = channels.get();
            // Of one that was set up meanwhile.
            now.forEach(channel -> register(channel.id()));
            latest = Optional.of(operations.overview(now));
        } catch (DatabaseException away) {
            latest = Optional.empty();
            LOG.debug("The figures cannot be read now", away);
        }
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
