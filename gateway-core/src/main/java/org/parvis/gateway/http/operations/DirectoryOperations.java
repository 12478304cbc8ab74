package org.parvis.gateway.http.operations;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;

import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.plugin.ChannelTeams;

/** Teams, agents, channels and plugins. */
public final class DirectoryOperations {

    private final Accounts accounts;
    private final Channels channels;
    private final ChannelTeams teams;

    public DirectoryOperations(Accounts accounts, Channels channels, ChannelTeams teams) {
        this.accounts = accounts;
        this.channels = channels;
        this.teams = teams;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of(
                "channels", arguments -> Answer.json(200, withTeams()),
                "plugins", arguments -> Answer.json(200, channels.pluginList()),
                "teams", arguments -> Answer.json(200, JsonValues.array(accounts.teams(), Shapes::team)),
                "agents", arguments -> Answer.json(200, JsonValues.array(accounts.agents(arguments.reader()), Shapes::agent)));
    }

    private JsonArray withTeams() throws InterruptedException {
        Map<String, UUID> all = teams.all();
        return JsonValues.array(channels.statuses().get(),
                channel -> JsonValues.with(Channels.shape(channel), "teamId", Optional.ofNullable(all.get(channel.id()))));
    }
}
