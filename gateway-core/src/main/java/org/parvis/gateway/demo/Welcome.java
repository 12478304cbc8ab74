package org.parvis.gateway.demo;

import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

import org.parvis.gateway.access.Role;

/** What whoever starts the demo reads: where things are, who they can be, and what to try. */
final class Welcome {

    private static final String TEXT = "/demo/welcome.txt";

    private Welcome() {
    }

    static String text(URI desk, DemoMail mail, MastodonStandIn social) {
        String address = desk.toString().replaceFirst("/$", "");
        String text = Books.text(TEXT).strip();
        for (Map.Entry<String, Object> value : Map
                .<String, Object>of("address", address, "smtp", mail.smtp(), "imap", mail.imap(), "mailbox", DemoMail.ADDRESS,
                        "social", social.address(), "password", Townspeople.PASSWORD, "accounts", accounts())
                .entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", value.getValue().toString());
        }
        return text + "\n";
    }

    private static String accounts() {
        Map<Role, String> byRole = Townspeople.Person.all().stream()
                .collect(Collectors.groupingBy(Townspeople.Person::role,
                        Collectors.mapping(Welcome::named, Collectors.joining(", "))));
        return byRole.getOrDefault(Role.AGENT, "") + "\n            leads: " + byRole.getOrDefault(Role.LEAD, "") + "; administrator: "
                + byRole.getOrDefault(Role.ADMINISTRATOR, "") + "\n            outside agency: " + byRole.getOrDefault(Role.AGENCY, "")
                + "; operator: " + byRole.getOrDefault(Role.OPERATOR, "");
    }

    private static String named(Townspeople.Person person) {
        return person.language().equals("en") ? person.account() + " (in English)" : person.account();
    }
}
