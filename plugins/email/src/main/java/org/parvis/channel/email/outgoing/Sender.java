package org.parvis.channel.email.outgoing;

import java.net.IDN;
import java.util.Locale;

/**
 * Who we are to those who get our messages.
 *
 * @param channel     the channel's id
 * @param address     {@code local@domain}
 * @param displayName such as {@code Mairie de Saint-Exemple}
 * @param token       whether a subject carries the conversation's number
 */
public record Sender(String channel, String address, String displayName, boolean token) {

    /** In ASCII (RFC 5890), for names of messages. */
    String domain() {
        return IDN.toASCII(address.substring(address.lastIndexOf('@') + 1)).toLowerCase(Locale.ROOT);
    }

    /** The team's name and the service's: {@code Voirie, Mairie de Saint-Exemple}. */
    String name(String author) {
        String team = Fields.line(author, Fields.MAXIMUM_NAME);
        if (team.isEmpty() || displayName.contains(team)) {
            return displayName;
        }
        return displayName.isBlank() || team.contains(displayName) ? team : team + ", " + displayName;
    }
}
