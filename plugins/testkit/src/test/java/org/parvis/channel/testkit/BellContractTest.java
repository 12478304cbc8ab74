package org.parvis.channel.testkit;

import org.parvis.channel.Response;

/** The contract holds for a channel that is called and answered by a person. */
class BellContractTest extends ChannelContract<BellPlugin.Configuration> {

    @Override
    protected String type() {
        return "bell";
    }

    @Override
    protected Network network() {
        return new Door();
    }

    @Override
    protected BellPlugin.Configuration configuration() {
        return new BellPlugin.Configuration("the side door");
    }

    private static final class Door implements Network.Calling {

        @Override
        public Response deliver(Letter letter, RouteCaller routes) throws InterruptedException {
            return routes.post("/rings/" + letter.key()).body(letter.text()).send();
        }

        @Override
        public void close() {
            // A door needs no end
        }
    }
}
