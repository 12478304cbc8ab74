package org.parvis.channel.webform;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.parvis.channel.Response;
import org.parvis.channel.testkit.ChannelContract;
import org.parvis.channel.testkit.Network;
import org.parvis.channel.testkit.RouteCaller;
import org.parvis.channel.webform.WebFormConfiguration.Contact;

class WebFormContractTest extends ChannelContract<WebFormConfiguration> {

    @Override
    protected String type() {
        return "web-form";
    }

    @Override
    protected Network network() {
        return new Browser();
    }

    @Override
    protected WebFormConfiguration configuration() {
        return Forms.configuration(Contact.OPTIONAL, Duration.ZERO, List.of());
    }

    /** Opens the form once for each letter, and sends it as often as it is told to. */
    private static final class Browser implements Network.Calling {
        private final Map<String, String> tickets = new HashMap<>();

        @Override
        public Response deliver(Letter letter, RouteCaller routes) throws Exception {
            if (!tickets.containsKey(letter.key())) {
                tickets.put(letter.key(), Forms.ticketOf(Forms.page(routes.get("").send())));
            }
            return routes.post("").form("ticket", tickets.getOrDefault(letter.key(), "")).form("topic", "Voirie")
                    .form("message", letter.text())
                    .form("email", "lea@marchetti.example").send();
        }

        @Override
        public void close() {
            tickets.clear();
        }
    }
}
