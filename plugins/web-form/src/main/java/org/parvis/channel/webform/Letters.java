package org.parvis.channel.webform;

import java.util.Optional;
import java.util.stream.Stream;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.Command;
import org.parvis.channel.Handle;
import org.parvis.channel.Notice;

/** What people are told by e-mail. It never says what the message was about: the address may not be theirs. */
final class Letters {

    /** An address that others could have typed gets no more acknowledgements than this in an hour; the messages are taken all the same. */
    static final int ACKNOWLEDGEMENTS_PER_HOUR = 5;

    private final Site site;
    private final ChannelContext context;
    private final ChannelContext.Allowance acknowledged;

    Letters(Site site, ChannelContext context) {
        this.site = site;
        this.context = context;
        this.acknowledged = context.allowance("acknowledgements", ACKNOWLEDGEMENTS_PER_HOUR);
    }

    Optional<Notice> received(Handle email, FollowUpLink link) {
        return acknowledged.take(email.value()).isPresent() ? Optional.empty() : Optional.of(notice(email, link, "mail.received"));
    }

    /** To the address that the person left last. */
    Optional<Notice> answered(Command.Send answer, FollowUpLink link) {
        return Stream.concat(Stream.of(answer.to()), answer.alsoKnownAs().stream()).filter(handle -> handle.kind() == Handle.Kind.EMAIL)
                .findFirst().map(email -> notice(email, link, "mail.answered"));
    }

    private Notice notice(Handle person, FollowUpLink link, String letter) {
        Language language = link.language();
        String address = site.address("/follow/" + link.token(context.signer()));
        return new Notice(person, language.say(letter + ".subject"), language.say(letter + ".text", site.service(), address));
    }
}
