package org.parvis.channel.phonenotes;

import java.util.Optional;

import org.parvis.channel.Response;
import org.parvis.channel.testkit.ChannelContract;
import org.parvis.channel.testkit.Network;
import org.parvis.channel.testkit.RouteCaller;

class PhoneNotesContractTest extends ChannelContract<PhoneNotesConfiguration> {

    @Override
    protected String type() {
        return "phone-notes";
    }

    @Override
    protected Network network() {
        return new Desk();
    }

    @Override
    protected PhoneNotesConfiguration configuration() {
        return Centre.configuration(Optional.of(Centre.SECRET));
    }

    /** An agent's desk: it saves the same note under the same key. */
    private static final class Desk implements Network.Calling {

        @Override
        public Response deliver(Letter letter, RouteCaller routes) throws Exception {
            return routes.post("/notes").as(Centre.AMINA).header("idempotency-key", letter.key())
                    .json("{\"caller\": \"01 99 00 12 34\", \"outcome\": \"call-back\", \"note\": \"" + letter.text() + "\"}").send();
        }

        @Override
        public void close() {
            // A desk holds nothing
        }
    }
}
