package org.parvis.channel.mastodon;

import org.parvis.channel.testkit.ChannelContract;
import org.parvis.channel.testkit.Network;

/** The contract, against a server that ignores idempotency keys. */
class MastodonContractTest extends ChannelContract<MastodonConfiguration> {

    private final FakeMastodon server = new FakeMastodon();

    @Override
    protected String type() {
        return "mastodon";
    }

    @Override
    protected Network network() {
        return server;
    }

    @Override
    protected MastodonConfiguration configuration() {
        return Configurations.of(server);
    }
}
