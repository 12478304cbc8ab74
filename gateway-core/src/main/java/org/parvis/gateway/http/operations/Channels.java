package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.channel.Capabilities;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.plugin.ChannelControls;
import org.parvis.gateway.plugin.ChannelDefinitions;
import org.parvis.gateway.plugin.ChannelStatus;
import org.parvis.gateway.plugin.ConnectionTests;
import org.parvis.gateway.plugin.MountedRoute;
import org.parvis.gateway.plugin.PluginStatus;

/**
 * What is known of channels and plugins at this moment, from memory.
 *
 * @param statuses in the order of display
 * @param routes   what channels serve over HTTP
 * @param controls what administrators decided about them
 * @param definitions those that were set up at the desk
 * @param tests    tries settings before they are kept
 * @param trouble  what keeps all of them from handing anything in
 */
public record Channels(Supplier<List<ChannelStatus>> statuses, Supplier<List<PluginStatus>> plugins, Supplier<List<MountedRoute>> routes,
        ChannelControls controls, ChannelDefinitions definitions, ConnectionTests tests, Supplier<Optional<String>> trouble) {

    Optional<JsonObject> find(String id) {
        return status(id).map(Channels::shape);
    }

    Optional<ChannelStatus> status(String id) {
        return statuses.get().stream().filter(channel -> channel.id().equals(id)).findFirst();
    }

    /** The ids of those that are not open. */
    List<String> closed() {
        return statuses.get().stream().filter(channel -> channel.capabilities().isEmpty()).map(ChannelStatus::id).toList();
    }

    JsonArray pluginList() {
        return JsonValues.array(plugins.get(), plugin -> JsonValues.with(
                new JsonObject().put("id", plugin.id()).put("version", plugin.version()).put("types", new JsonArray(plugin.types())),
                "fault", plugin.fault()));
    }

    static JsonObject shape(ChannelStatus channel) {
        JsonObject health = new JsonObject().put("state", JsonValues.word(channel.health().state()));
        JsonValues.with(health, "detail", Optional.of(channel.health().detail()).filter(detail -> !detail.isEmpty()));
        JsonValues.with(health, "code", Optional.of(channel.health().code()).filter(code -> !code.isEmpty()));
        JsonObject shape = new JsonObject().put("id", channel.id()).put("type", channel.type()).put("label", channel.label())
                .put("health", health).put("setUp", JsonValues.word(channel.setUp()));
        JsonValues.with(shape, "page", channel.page());
        if (channel.waiting() > 0) {
            shape.put("waiting", channel.waiting());
        }
        channel.control().pause().ifPresent(pause -> shape.put("paused",
                JsonValues.with(new JsonObject().put("since", pause.since().toString()), "agentId", pause.by())));
        channel.control().sendsPerHour().ifPresent(most -> shape.put("sendsPerHour", most));
        channel.capabilities().ifPresent(can -> shape.mergeIn(abilities(can)).put("mostSendsPerHour", mostSendsPerHour(can)));
        return shape;
    }

    /** What the network bears. */
    static long mostSendsPerHour(Capabilities can) {
        return 60L * can.sendsPerMinute();
    }

    private static JsonObject abilities(Capabilities can) {
        return new JsonObject()
                .put("limit",
                        new JsonObject().put("maximum", can.text().maximum()).put("unit", JsonValues.word(can.text().unit()))
                                .put("urlLength", can.text().urlLength())
                                .put("mentionsCountLocalPart", can.text().mentionsCountLocalPart()))
                .put("media",
                        new JsonObject().put("maximumCount", can.media().maximumCount()).put("maximumBytes", can.media().maximumBytes())
                                .put("types", new JsonArray(can.media().types().stream().sorted().toList())))
                .put("visibilities", words(can.visibilities().stream().sorted().toList()))
                .put("features", words(can.features().stream().sorted().toList()))
                .put("reaches", words(can.reaches().stream().sorted().toList()))
                .put("operator", new JsonObject().put("name", can.operator().name()).put("jurisdiction", can.operator().jurisdiction())
                        .put("protocol", can.operator().protocol()).put("openProtocol", can.operator().openProtocol()));
    }

    private static JsonArray words(List<? extends Enum<?>> constants) {
        return new JsonArray(constants.stream().map(JsonValues::word).toList());
    }
}
