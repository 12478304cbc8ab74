package org.parvis.gateway.http;

import java.util.Map;

import org.parvis.gateway.access.Accounts;

/** Teams, agents, channels and plugins. */
final class DirectoryOperations {

    private final Accounts accounts;
    private final Channels channels;

    DirectoryOperations(Accounts accounts, Channels channels) {
        this.accounts = accounts;
        this.channels = channels;
    }

    Map<String, Api.Handler> handlers() {
        return Map.of(
                "channels", arguments -> Answer.json(200, channels.list()),
                "plugins", arguments -> Answer.json(200, channels.pluginList()),
                "teams", arguments -> Answer.json(200, Shapes.array(accounts.teams(), Shapes::team)),
                "agents", arguments -> Answer.json(200, Shapes.array(accounts.agents(arguments.reader()), Shapes::agent)));
    }
}
