package org.parvis.gateway.demo;

import java.util.Set;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Channel;
import org.parvis.channel.Command;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;

/** The networks as they were in the past of the story: what they did with an answer is what the story says. */
final class StoryNetwork implements Channel {

    private static final Capabilities ANYTHING = new Capabilities(Capabilities.TextLimit.graphemes(20_000),
            new Capabilities.MediaLimits(10, 10_000_000, Set.of()), Set.of(), Set.of(Handle.Kind.values()), true,
            Set.of(Visibility.values()), false, 4, 60_000,
            new Capabilities.Operator("Saint-Exemple", "FR", "story", true));

    private volatile Script script = Script.ACCEPTED;

    /** What becomes of an answer. */
    enum Script {
        ACCEPTED, FAILED, UNKNOWN, BY_PERSON
    }

    void willBe(Script next) {
        script = next;
    }

    @Override
    public Capabilities capabilities() {
        return ANYTHING;
    }

    @Override
    public Outcome perform(Command command) {
        return switch (command) {
            case Command.Send send -> outcome(send);
        };
    }

    private Outcome outcome(Command.Send send) {
        return switch (script) {
            case ACCEPTED -> Outcome.Accepted.as(new MessageId("parvis." + send.key().value().replace("-", "") + "@saint-exemple.example"));
            case FAILED ->
                new Outcome.Rejected(new Fault(Fault.Owner.CITIZEN, "MAILBOX_UNKNOWN", "The mailbox does not exist (550 5.1.1)."));
            case UNKNOWN ->
                new Outcome.Unknown(new Fault(Fault.Owner.PLATFORM, "NO_ANSWER", "The server broke off after the message was on its way."));
            case BY_PERSON -> new Outcome.ByPerson(callScript(send));
        };
    }

    private static String callScript(Command.Send send) {
        return String.join("\n\n", "Appeler le " + spoken(send.to().value()),
                "Bonjour, mairie de Saint-Exemple, " + send.author() + ". Je vous rappelle au sujet de votre demande n° "
                        + send.conversation() + ".",
                send.content().text(),
                "Pouvez-vous noter ce numéro : " + send.conversation() + " ? Il nous permettra de retrouver votre demande.");
    }

    /** A French number as it is read out: 01 99 00 12 34. */
    private static String spoken(String number) {
        return number.replaceFirst("^\\+33(\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)$", "0$1 $2 $3 $4 $5");
    }
}
