package org.parvis.gateway.plugin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.ChannelContext.Allowance;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Fault;
import org.parvis.channel.Findings;
import org.parvis.gateway.cluster.Allowances;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.plugin.ChannelRefusal.Reason;
import org.parvis.gateway.plugin.ChannelSpecification.InvalidSettingsException;

/** Tries settings before they are kept. Whoever may do so makes the gateway knock at addresses of their choice: one at a time, so many an hour, and each in the change log. */
public final class ConnectionTests {

    /** Of one test. What was found out by then is told. */
    public static final Duration LIMIT = Duration.ofSeconds(25);
    /** Of one agent, over all nodes. */
    public static final int PER_HOUR = 60;
    /** More steps than any channel has. */
    private static final int MOST_STEPS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionTests.class);

    private final Database database;
    private final PluginCatalogue catalogue;
    private final ChannelDefinitions definitions;
    private final Allowance allowance;
    private final Duration limit;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    public ConnectionTests(Database database, PluginCatalogue catalogue, ChannelDefinitions definitions, Allowances allowances) {
        this(database, catalogue, definitions, allowances, LIMIT);
    }

    ConnectionTests(Database database, PluginCatalogue catalogue, ChannelDefinitions definitions, Allowances allowances, Duration limit) {
        this.database = database;
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.allowance = allowances.of("", "connection-tests", PER_HOUR);
        this.limit = limit;
    }

    /** @param detail what was found, or what is wrong */
    public record Step(String step, String detail, Optional<Fault> fault) {
    }

    /**
     * @param steps   in order; none where there is nothing to reach
     * @param inTime  whether all of them were tried before the limit
     */
    public record Result(List<Step> steps, boolean inTime) {

        public Result {
            steps = List.copyOf(steps);
        }

        public boolean good() {
            return inTime && steps.stream().allMatch(step -> step.fault().isEmpty());
        }
    }

    /**
     * Blocking, {@link #LIMIT} at most.
     *
     * @param known whether the draft is of a channel that was set up at the desk: secrets that were not typed are its own
     * @throws ChannelRefusal when the settings do not fit, or it is not the agent's turn
     */
    public Result run(UUID agent, ChannelDefinition.Draft draft, boolean known) throws InterruptedException {
        JsonObject kept = known ? kept(draft) : new JsonObject();
        ChannelSpecification.Settings settings = definitions.forms().tried(draft, kept);
        if (!underWay.add(agent)) {
            throw new ChannelRefusal(Reason.BUSY, "A test of yours is under way: wait for its end.");
        }
        try {
            Optional<Duration> wait = allowance.take(agent.toString());
            if (wait.isPresent()) {
                throw new ChannelRefusal(Reason.BUSY,
                        "At most " + PER_HOUR + " tests an hour; the next one in " + (wait.get().toSeconds() + 1) + " s.");
            }
            Result result = bounded(catalogue.ofType(draft.type()).orElseThrow(), settings);
            log(agent, draft, known, result);
            return result;
        } finally {
            underWay.remove(agent);
        }
    }

    /** Secrets go to channels of their own type alone. */
    private JsonObject kept(ChannelDefinition.Draft draft) throws InterruptedException {
        ChannelDefinition definition = definitions.find(draft.id());
        if (!definition.type().equals(draft.type())) {
            throw ChannelRefusal.mistaken("type", draft.type(), "the type of the channel: " + definition.type());
        }
        return definition.settings();
    }

    private <C extends Record> Result bounded(ChannelPlugin<C> plugin, ChannelSpecification.Settings settings) throws InterruptedException {
        List<Step> steps = new CopyOnWriteArrayList<>();
        try {
            return PluginCall.bounded(plugin, "test-" + plugin.type(), limit, () -> {
                plugin.test(bind(plugin, settings), into(steps));
                return new Result(steps, true);
            });
        } catch (TimeoutException late) {
            return new Result(steps, false);
        } catch (ExecutionException failure) {
            LOG.error("Channels of type {}: the plugin failed to test a configuration", plugin.type(), failure.getCause());
            steps.add(
                    new Step("plugin", "", Optional.of(new Fault(Fault.Owner.PARVIS, "PLUGIN_FAILED", "The plugin failed: see the log"))));
            return new Result(steps, true);
        }
    }

    private static <C extends Record> C bind(ChannelPlugin<C> plugin, ChannelSpecification.Settings settings) {
        try {
            return settings.bind(plugin.configurationType());
        } catch (InvalidSettingsException impossible) {
            throw new IllegalStateException("The settings were good a moment ago", impossible);
        }
    }

    private static Findings into(List<Step> steps) {
        return new Findings() {
            @Override
            public void passed(String step, String detail) {
                add(new Step(step, detail, Optional.empty()));
            }

            @Override
            public void failed(String step, Fault fault) {
                add(new Step(step, fault.detail(), Optional.of(fault)));
            }

            private void add(Step step) {
                if (steps.size() < MOST_STEPS) {
                    steps.add(step);
                }
            }
        };
    }

    private void log(UUID agent, ChannelDefinition.Draft draft, boolean known, Result result) throws InterruptedException {
        JsonObject detail = new JsonObject().put("type", draft.type()).put("good", result.good());
        Entry entry = Entry.of(Kind.CHANNEL_TESTED).agent(agent).detail(detail);
        database.inTransaction(session -> {
            EventLog.append(session, known ? entry.channel(draft.id()) : entry);
            return draft;
        });
    }
}
