package org.parvis.channel.webform;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Capabilities.MediaLimits;
import org.parvis.channel.Capabilities.Operator;
import org.parvis.channel.Capabilities.TextLimit;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.Command;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Route;
import org.parvis.channel.Route.Access;
import org.parvis.channel.Route.Method;
import org.parvis.channel.Visibility;
import org.parvis.channel.Webhooks;

/** One form. */
final class WebFormChannel implements Webhooks {

    private static final long NO_BODY = 1_024;
    /** Room for every answer at its longest, in UTF-8 and with what multipart adds. */
    private static final long ANSWERS_BODY = 2_000_000;
    /** So that a photograph over the form's own limit is named to its sender, and the words kept, rather than refused by the gateway unread. */
    private static final long OVERSIZE_ALLOWANCE = 20_000_000;
    private static final int MAXIMUM_ANSWER = 20_000;
    private static final int MAXIMUM_FILES = 10;
    private static final long MAXIMUM_FILE = 25_000_000;
    /** Nothing leaves this machine: the figures bound only what the gateway does at once. */
    private static final int PARALLEL_SENDS = 4;
    private static final int SENDS_PER_MINUTE = 6_000;

    private final ChannelContext context;
    private final Letters letters;
    private final Capabilities capabilities;
    private final List<Route> routes;

    WebFormChannel(WebFormConfiguration configuration, ChannelContext context) {
        this.context = context;
        Site site = Site.of(configuration, context);
        var assets = new Assets(site);
        this.letters = new Letters(site, context);
        this.capabilities = new Capabilities(TextLimit.graphemes(MAXIMUM_ANSWER), new MediaLimits(MAXIMUM_FILES, MAXIMUM_FILE, Set.of()),
                Set.of(),
                EnumSet.of(Handle.Kind.EMAIL, Handle.Kind.PHONE, Handle.Kind.ANONYMOUS), false, Set.of(Visibility.PRIVATE), true,
                PARALLEL_SENDS, SENDS_PER_MINUTE,
                new Operator(site.service(), configuration.jurisdiction(), "HTTP, HTML", true));
        var pages = new Pages(configuration, site, new Page(site, assets.version(), configuration.privacyNotice()));
        var gate = new Gate(configuration, context);
        var form = new FormRoutes(configuration, context, pages, gate, letters);
        var followUp = new FollowUpRoutes(configuration, context, pages, gate);
        long body = ANSWERS_BODY + OVERSIZE_ALLOWANCE + configuration.attachmentsCount() * configuration.attachmentsBytes();
        this.routes = List.of(get("", form::show), new Route(Method.POST, "", Access.PUBLIC, body, form::send),
                get("/sent/{token}", form::sent),
                get("/follow/{token}", followUp::show), new Route(Method.POST, "/follow/{token}", Access.PUBLIC, body, followUp::send),
                get("/follow/{token}/file/{file}", followUp::file), get("/form.css", request -> assets.style()),
                get("/frame.js", request -> assets.frame()),
                get("/embed.js", request -> assets.embed()));
    }

    private static Route get(String path, Route.Handler handler) {
        return new Route(Method.GET, path, Access.PUBLIC, NO_BODY, handler);
    }

    @Override
    public String mount() {
        return Site.MOUNT;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    /** The page shows what the gateway's record holds, so an answer stands there as soon as the outcome is recorded; the same again changes nothing. */
    @Override
    public Outcome perform(Command command) {
        return switch (command) {
            case Command.Send send -> perform(send);
        };
    }

    private Outcome perform(Command.Send send) {
        Optional<FollowUpLink> link = send.thread().flatMap(FollowUpLink::ofThread);
        if (link.isEmpty()) {
            context.log().log(System.Logger.Level.WARNING, "Conversation {0} has no follow-up page of this form",
                    Long.toString(send.conversation()));
            return new Outcome.Rejected(new Fault(Fault.Owner.AGENT, "NO_FOLLOW_UP_PAGE",
                    "This conversation has no page of this form where an answer could stand: answer by another channel."));
        }
        return new Outcome.Accepted(List.of(new MessageId("answer-" + send.key())), letters.answered(send, link.get()));
    }
}
