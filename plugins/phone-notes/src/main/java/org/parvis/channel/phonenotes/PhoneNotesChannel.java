package org.parvis.channel.phonenotes;

import java.util.List;
import java.util.Set;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Capabilities.Feature;
import org.parvis.channel.Capabilities.MediaLimits;
import org.parvis.channel.Capabilities.Operator;
import org.parvis.channel.Capabilities.TextLimit;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.Command;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.Outcome;
import org.parvis.channel.Route;
import org.parvis.channel.Route.Access;
import org.parvis.channel.Route.Method;
import org.parvis.channel.Visibility;
import org.parvis.channel.Webhooks;

/** One telephone service. */
final class PhoneNotesChannel implements Webhooks {

    private static final long NO_BODY = 1_024;
    /** What a person can say in some minutes. */
    private static final int MAXIMUM_SCRIPT = 5_000;
    /** Nothing leaves this machine: the figures bound only what the gateway does at once. */
    private static final int PARALLEL_SENDS = 4;
    private static final int SENDS_PER_MINUTE = 6_000;

    private final PhoneNotesConfiguration configuration;
    private final Numbers numbers;
    private final Capabilities capabilities;
    private final List<Route> routes;

    PhoneNotesChannel(PhoneNotesConfiguration configuration, ChannelContext context) {
        this.configuration = configuration;
        this.numbers = new Numbers(configuration.defaultRegion());
        this.capabilities = new Capabilities(TextLimit.graphemes(MAXIMUM_SCRIPT), MediaLimits.NONE,
                Set.of(Feature.CALL_NOTES, Feature.SAID_BY_PERSON),
                Set.of(Handle.Kind.PHONE),
                true,
                Set.of(Visibility.PRIVATE), true, PARALLEL_SENDS, SENDS_PER_MINUTE,
                new Operator(configuration.operator(), configuration.jurisdiction(), "telephone", true));
        var notes = new NoteRoutes(configuration, context, numbers);
        notes.rehearse();
        var calls = new CallRoutes(configuration, context, numbers);
        var imports = new ImportRoute(configuration, context, numbers);
        this.routes = List.of(new Route(Method.POST, "/notes", Access.AGENT, NoteRoutes.MAXIMUM_BODY, notes::save),
                new Route(Method.POST, "/notes/import", Access.AGENT, ImportRoute.MAXIMUM_BODY, imports::take),
                new Route(Method.POST, "/calls", Access.PUBLIC, CallRoutes.MAXIMUM_BODY, calls::signal),
                new Route(Method.GET, "/lookup", Access.AGENT, NO_BODY, notes::lookUp));
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    /** Says what to say; asked again, it says the same. */
    @Override
    public Outcome perform(Command command) {
        return switch (command) {
            case Command.Send send -> perform(send);
        };
    }

    private Outcome perform(Command.Send send) {
        if (send.to().kind() != Handle.Kind.PHONE) {
            return new Outcome.Rejected(
                    new Fault(Fault.Owner.AGENT, "NO_NUMBER", "The caller's number is not known: they cannot be called back."));
        }
        Language language = configuration.language();
        String number = Long.toString(send.conversation());
        return new Outcome.ByPerson(String.join("\n\n", language.say("script.call", numbers.forPeople(send.to().value())),
                language.say("script.greeting", send.author(), number), send.content().text(), language.say("script.close", number)));
    }
}
