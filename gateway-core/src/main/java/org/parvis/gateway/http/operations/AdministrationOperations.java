package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.access.Permission;
import org.parvis.gateway.event.AdministrationHistory;
import org.parvis.gateway.event.AdministrationHistory.Channel;
import org.parvis.gateway.event.AdministrationHistory.Entry;
import org.parvis.gateway.event.AdministrationHistory.Page;
import org.parvis.gateway.event.AdministrationHistory.Subject;
import org.parvis.gateway.event.Difference;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.plugin.ChannelForms;
import org.parvis.gateway.plugin.ChannelType;

/** Who changed what in the administration. */
public final class AdministrationOperations {

    private static final String SETTINGS = "settings.";

    private final AdministrationHistory history;
    private final ChannelForms forms;

    public AdministrationOperations(AdministrationHistory history, ChannelForms forms) {
        this.history = history;
        this.forms = forms;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("administrationChanges", this::all, "channelChanges", this::ofChannel);
    }

    private Answer all(Arguments arguments) throws InterruptedException {
        Optional<Subject> about = arguments.call().query("about").map(word -> JsonValues.constant(Subject.class, word));
        return page(history.latest(about, before(arguments), arguments.limit()), true);
    }

    private Answer ofChannel(Arguments arguments) throws InterruptedException {
        return page(history.ofChannel(arguments.call().parameter("id"), before(arguments), arguments.limit()),
                arguments.call().agent().role().may(Permission.ADMINISTER));
    }

    private static Optional<Long> before(Arguments arguments) {
        return arguments.call().query("before").map(Long::parseLong);
    }

    private Answer page(Page page, boolean told) {
        JsonObject shape = new JsonObject().put("items", JsonValues.array(page.entries(), entry -> shape(entry, told)));
        page.next().ifPresent(next -> shape.put("next", next));
        return Answer.json(200, shape);
    }

    /** @param told whether the reader may know the values */
    private JsonObject shape(Entry entry, boolean told) {
        Optional<ChannelType> type = entry.channel().flatMap(Channel::type).flatMap(forms::type);
        JsonObject shape = new JsonObject().put("id", entry.id()).put("at", entry.at().toString()).put("kind", entry.kind())
                .put("changes", JsonValues.array(entry.changes(), field -> shape(told ? field : field.untold(), type)));
        JsonValues.with(shape, "agentId", entry.agent());
        JsonValues.with(shape, "channelId", entry.channel().flatMap(Channel::id));
        JsonValues.with(shape, "channel", entry.channel().flatMap(Channel::label));
        JsonValues.with(shape, "type", entry.channel().flatMap(Channel::type));
        JsonValues.with(shape, "subjectId", entry.subject());
        JsonValues.with(shape, "name", entry.name());
        entry.good().ifPresent(good -> shape.put("good", good));
        return shape;
    }

    private static JsonObject put(JsonObject shape, String name, List<String> values) {
        return values.isEmpty() ? shape : shape.put(name, new JsonArray(values));
    }

    private static JsonObject shape(Difference.Field field, Optional<ChannelType> type) {
        JsonObject shape = new JsonObject().put("field", field.name()).put("told", field.told());
        if (field.name().startsWith(SETTINGS)) {
            type.ifPresent(known -> shape.put("label", FormShape.label(known, field.name().substring(SETTINGS.length()))));
        }
        put(shape, "before", field.before());
        return put(shape, "after", field.after());
    }
}
