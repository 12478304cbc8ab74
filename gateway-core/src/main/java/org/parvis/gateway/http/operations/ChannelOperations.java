package org.parvis.gateway.http.operations;

import java.util.Map;
import java.util.Optional;

import org.parvis.channel.Capabilities;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.plugin.ChannelControls;
import org.parvis.gateway.plugin.ChannelStatus;

/** Channels: administrators pause them, and say how fast they send. */
public final class ChannelOperations {

    private final Channels channels;

    public ChannelOperations(Channels channels) {
        this.channels = channels;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("changeChannel", this::change);
    }

    private Answer change(Arguments arguments) throws InterruptedException {
        String id = arguments.call().parameter("id");
        ChannelStatus channel = channels.status(id).orElseThrow(() -> Problem.notFound().exception());
        ChannelControls.Change change = new ChannelControls.Change(arguments.optionalFlag("paused"), rate(arguments));
        if (change.paused().isEmpty() && change.sendsPerHour().isEmpty()) {
            throw Problem.invalid("body", "says nothing that changes").exception();
        }
        change.sendsPerHour().flatMap(rate -> rate).ifPresent(rate -> requireBearable(channel, rate));
        channels.controls().change(arguments.agent(), id, change);
        return Answer.json(200, channels.find(id).orElseThrow(() -> Problem.notFound().exception()));
    }

    private static Optional<Optional<Integer>> rate(Arguments arguments) {
        return arguments.has("sendsPerHour") ? Optional.of(arguments.optionalNumber("sendsPerHour").map(Long::intValue)) : Optional.empty();
    }

    private static void requireBearable(ChannelStatus channel, int perHour) {
        Capabilities can = channel.capabilities().orElseThrow(() -> Problem.named(409, "channel-closed",
                "The channel is not open: what its network bears is not known.").exception());
        if (perHour > Channels.mostSendsPerHour(can)) {
            throw Problem.invalid("sendsPerHour", "is at most " + Channels.mostSendsPerHour(can) + ", which is what the network bears")
                    .exception();
        }
    }
}
