package org.parvis.gateway.http.pages;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.http.operations.Channels;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Endpoint;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.plugin.ChannelHealth;
import org.parvis.gateway.plugin.ChannelStatus;

/**
 * Tells whoever supervises the gateway how it is. Not ready (503) is only what sends its users elsewhere, such as a lost database or a node that drains; a mailbox that cannot be reached
 * or a database whose disk is full is named as a fault, but no reason to take the whole node away: what is there can be read.
 */
public final class HealthPages {

    private static final long DATABASE_PATIENCE_MILLIS = 2_000;

    private final Database database;
    private final Channels channels;
    private final BooleanSupplier draining;

    public HealthPages(Database database, Channels channels, BooleanSupplier draining) {
        this.database = database;
        this.channels = channels;
        this.draining = draining;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/health/live", call -> Answer.json(200, new JsonObject().put("status", "live"))),
                Endpoint.get("/health/ready", call -> ready()));
    }

    private Answer ready() throws InterruptedException {
        JsonArray faults = new JsonArray();
        boolean databaseAnswers = databaseAnswers();
        if (!databaseAnswers) {
            faults.add(new JsonObject().put("name", "database").put("detail", "The database does not answer."));
        }
        channels.trouble().get().filter(trouble -> databaseAnswers)
                .ifPresent(trouble -> faults.add(new JsonObject().put("name", "database").put("detail", trouble)));
        boolean leaves = draining.getAsBoolean();
        if (leaves) {
            faults.add(new JsonObject().put("name", "node").put("detail", "This node is about to stop."));
        }
        boolean ready = databaseAnswers && !leaves;
        channels.statuses().get().stream().filter(channel -> channel.health().state() != ChannelHealth.State.READY)
                .forEach(channel -> faults.add(new JsonObject().put("name", "channel." + channel.id())
                        .put("detail", trouble(channel))));
        channels.plugins().get().stream().filter(plugin -> plugin.fault().isPresent())
                .forEach(plugin -> faults.add(new JsonObject().put("name", "plugin." + plugin.id()).put("detail", "not loaded")));
        return Answer
                .json(ready ? 200 : 503,
                        new JsonObject().put("status", ready ? "ready" : "not ready").put("faults", faults))
                .with(Map.of("cache-control", "no-store"));
    }

    /** No more than that: the reason in full is for agents. */
    private static String trouble(ChannelStatus channel) {
        String state = JsonValues.word(channel.health().state());
        return channel.waiting() == 0 ? state : state + ", waiting to be sent: " + channel.waiting();
    }

    private boolean databaseAnswers() throws InterruptedException {
        FutureTask<Boolean> question = new FutureTask<>(() -> database.read(session -> session.first("select 1").isPresent()));
        Thread asking = Thread.ofVirtual().name("health-database").start(question);
        try {
            return question.get(DATABASE_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            asking.interrupt();
            return false;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof DatabaseException) {
                return false;
            }
            throw new IllegalStateException("The database could not be asked", failure);
        }
    }
}
