package org.parvis.channel.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.parvis.channel.Capabilities;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Key;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.Route;
import org.parvis.channel.Visibility;
import org.parvis.channel.Webhooks;

/** A whole channel plugin that is called over HTTP and answered by a person, as small as it can be. */
public final class BellPlugin implements ChannelPlugin<BellPlugin.Configuration> {

    /** @param door where the bell hangs */
    public record Configuration(@Key(value = "door", doc = "The door at which the bell hangs.") String door) {
    }

    @Override
    public String type() {
        return "bell";
    }

    @Override
    public Class<Configuration> configurationType() {
        return Configuration.class;
    }

    @Override
    public Bell open(Configuration configuration, ChannelContext context) {
        return new Bell(configuration, context);
    }

    /** One channel. */
    record Bell(Configuration configuration, ChannelContext context) implements Webhooks {

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Capabilities.TextLimit.graphemes(500), Capabilities.MediaLimits.NONE, Set.of(),
                    Set.of(Handle.Kind.ANONYMOUS),
                    false, Set.of(Visibility.PRIVATE), true, 1, 60, new Capabilities.Operator("Saint-Exemple", "FR", "bell", true));
        }

        @Override
        public List<Route> routes() {
            return List.of(new Route(Route.Method.POST, "/rings/{ring}", Route.Access.PUBLIC, 1_000, this::ring));
        }

        private Response ring(Request request) throws Exception {
            String ring = request.path().getOrDefault("ring", "");
            var message = InboundMessage.from(Handle.of(Handle.Kind.ANONYMOUS, "visitor"), new MessageId(ring),
                    Instant.parse("2026-09-15T08:00:00Z"), Content.of(request.body().toUtf8())).build();
            context.inbox().commit(new InboundEvent.MessageReceived(new EventId(ring), message));
            return Response.of(202, "text/plain", "Somebody is coming");
        }

        @Override
        public Outcome perform(Command command) {
            return switch (command) {
                case Command.Send send -> new Outcome.ByPerson("Go to " + configuration.door() + " and say: " + send.content().text());
            };
        }
    }
}
