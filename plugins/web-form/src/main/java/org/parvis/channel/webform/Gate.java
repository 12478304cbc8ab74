package org.parvis.channel.webform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.Request;

/**
 * Keeps programs out, in place of a third party's riddle: a field that only they fill in, a ticket that only a page which was read has, a
 * time that only a person takes, and a bound on how much comes from one address. A person who is taken for a program is told kindly
 * and loses nothing.
 */
final class Gate {

    private static final int IPV6_NETWORK_BYTES = 8;

    private final WebFormConfiguration configuration;
    private final ChannelContext context;
    private final ChannelContext.Allowance addresses;

    Gate(WebFormConfiguration configuration, ChannelContext context) {
        this.configuration = configuration;
        this.context = context;
        this.addresses = context.allowance("addresses", configuration.messagesPerHour());
    }

    /** Why a form has to be sent again: an HTTP status, and words. */
    record Refusal(int status, String words) {
    }

    Ticket issue(String place) {
        return Ticket.issue(place, context.clock());
    }

    String write(Ticket ticket) {
        return ticket.write(context.signer());
    }

    Optional<Ticket> ticket(String place, Request request) {
        return request.form("ticket").flatMap(written -> Ticket.read(place, written, context.signer()));
    }

    Optional<Refusal> trapped(Request request, Language language) {
        return request.form("website").filter(words -> !words.isEmpty()).map(words -> new Refusal(422, language.say("notice.trap")));
    }

    boolean tooFast(Ticket ticket) {
        return ticket.age(context.clock()).compareTo(configuration.shortestTime()) < 0;
    }

    boolean tooOld(Ticket ticket) {
        return ticket.age(context.clock()).compareTo(configuration.longestTime()) > 0;
    }

    Optional<Refusal> crowded(Request request, Language language) {
        return addresses.take(network(request.remote()))
                .map(wait -> new Refusal(429, language.say("notice.many", minutes(wait, language))));
    }

    private static String minutes(Duration wait, Language language) {
        long minutes = Math.max(1, (wait.toSeconds() + 59) / 60);
        return minutes == 1 ? language.say("minutes.one") : language.say("minutes.many", minutes);
    }

    /** A subscriber has a whole IPv6 network of 64 bits (RFC 6177): its addresses count as one. */
    static String network(String remote) {
        if (remote.indexOf(':') < 0) {
            return remote;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(remote);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            // Whatever it is, it is a name for the caller
            return remote;
        }
    }
}
