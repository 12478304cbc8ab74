package org.parvis.gateway.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.gateway.configuration.Vault;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/**
 * The secrets of all channels of the desk, as they lie in the record: under which key they are, and sealed anew when the key is another one. No plugin is needed to find them: nothing else opens
 * under a key, whatever it looks like. Blocking.
 */
public final class SealedSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(SealedSecrets.class);

    private final Database database;
    private final Vault vault;

    public SealedSecrets(Database database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /**
     * Of one channel.
     *
     * @param present how many secrets are under the key that seals now
     * @param other   how many another key of this node opens
     * @param closed  how many none opens
     * @param why     what to do about those; empty where there are none
     */
    public record Found(String channel, int present, int other, int closed, Optional<String> why) {
    }

    /** By channel; those without secrets are not there. */
    public List<Found> find() throws InterruptedException {
        List<Found> found = new ArrayList<>();
        for (String channel : channels()) {
            Sealing sealing = new Sealing(channel);
            database.read(session -> settings(session, channel, "")).ifPresent(sealing::anew);
            if (sealing.present + sealing.other + sealing.closed > 0) {
                found.add(sealing.found());
            }
        }
        return found;
    }

    /**
     * Seals under the present key what another one of this node opens; what none opens stays as it is, and its channel closed. A channel that is open goes on, and nodes
     * that have both keys open it as before, whichever of them seals there. Where this node has no other key, the record is not asked.
     */
    public void sealAnew() throws InterruptedException {
        if (!vault.hasOtherKeys()) {
            return;
        }
        int channels = 0;
        for (String channel : channels()) {
            if (database.inTransaction(session -> sealAnew(session, channel))) {
                channels++;
            }
        }
        if (channels > 0) {
            LOG.info("The secrets of {} channels, which another key had sealed, are under secrets.key now", channels);
        }
    }

    private boolean sealAnew(Session session, String channel) throws InterruptedException {
        // Locked: what an administrator types meanwhile comes before or after.
        Optional<JsonObject> settings = settings(session, channel, " for update");
        Optional<JsonObject> anew = settings.map(new Sealing(channel)::anew);
        return anew.isPresent() && !anew.equals(settings)
                && session.execute("update channel_definition set settings = $2 where channel_id = $1", channel, anew.get()) > 0;
    }

    private List<String> channels() throws InterruptedException {
        return database.read(session -> session.query(
                "select channel_id from channel_definition where removed_at is null order by channel_id limit "
                        + ChannelDefinitions.MAXIMUM))
                .stream().map(row -> Rows.text(row, "channel_id")).toList();
    }

    private static Optional<JsonObject> settings(Session session, String channel, String how) throws InterruptedException {
        return session.first("select settings from channel_definition where channel_id = $1" + how, channel)
                .map(row -> Rows.json(row, "settings"));
    }

    /** Goes through the settings of one channel. */
    private final class Sealing {

        private final String channel;
        private int present;
        private int other;
        private int closed;
        private Optional<String> why = Optional.empty();

        Sealing(String channel) {
            this.channel = channel;
        }

        Found found() {
            return new Found(channel, present, other, closed, why);
        }

        JsonObject anew(JsonObject settings) {
            JsonObject result = new JsonObject();
            settings.forEach(setting -> result.put(setting.getKey(), value(setting.getValue())));
            return result;
        }

        private Object value(Object value) {
            return switch (value) {
                case JsonObject sealed when SecretSettings.sealed(sealed).isPresent() ->
                    secret(sealed, SecretSettings.sealed(sealed).get());
                case JsonObject group -> anew(group);
                case JsonArray list -> new JsonArray(list.stream().map(this::value).toList());
                default -> value;
            };
        }

        private JsonObject secret(JsonObject before, String sealed) {
            try {
                Optional<String> anew = vault.sealedAnew(sealed, channel);
                present += anew.isPresent() ? 0 : 1;
                other += anew.isPresent() ? 1 : 0;
                return anew.map(SecretSettings::sealed).orElse(before);
            } catch (Vault.ClosedException none) {
                closed++;
                why = Optional.of(String.valueOf(none.getMessage()));
                return before;
            }
        }
    }
}
