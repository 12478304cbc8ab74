package org.parvis.gateway.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.Content.Fold;
import org.parvis.channel.Defect;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.InboundMessage.Disposition;
import org.parvis.channel.InboundMessage.Origin;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.channel.Visibility;

/** What citizens say in a story, as the channels would hand it in. */
final class StoryWords {

    private StoryWords() {
    }

    static InboundMessage message(Story story, Story.Step step, MessageId id, String thread) {
        Leaf leaf = step.leaf();
        List<Handle> handles = handles(story);
        InboundMessage.Builder message = InboundMessage.from(handles.getFirst(), id, step.at(), content(leaf, words(leaf)))
                .alsoKnownAs(new HashSet<>(handles.subList(1, handles.size()))).threading(Threading.thread(thread)).subject(story.subject())
                .visibility(leaf.flag("public") ? Visibility.PUBLIC : Visibility.PRIVATE)
                .origin(leaf.flag("automatic") ? Origin.AUTOMATIC : Origin.PERSON)
                .disposition(leaf.flag("answered") ? Disposition.ANSWERED : Disposition.OPEN).topic(leaf.optional("topic"))
                .team(leaf.optional("team"))
                .fields(leaf.map("fields")).takenBy(step.agent());
        leaf.optional("unreadable")
                .ifPresent(file -> message.original(Attachment.of("message.eml", "message/rfc822", Bytes.wrap(file(file))))
                        .defects(List.of(new Defect(Defect.Code.UNPARSEABLE,
                                "The message could not be read: the multipart has no boundary. Its source is shown instead."))));
        return message.build();
    }

    /** The words, with what quotes and signs them folded. */
    static Content content(Leaf leaf, String words) {
        StringBuilder text = new StringBuilder(words);
        List<Fold> folds = new ArrayList<>();
        fold(text, folds, leaf.optional("signature").map(signature -> "-- \n" + signature), Fold.Kind.SIGNATURE);
        fold(text, folds, leaf.optional("quotation"), Fold.Kind.QUOTATION);
        List<Attachment> files = leaf.texts("files").stream().map(name -> Attachment.of(name, mediaType(name), Bytes.wrap(file(name))))
                .toList();
        return new Content(text.toString(), leaf.optional("html"), folds, leaf.optional("warning"), files);
    }

    static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "pdf" -> "application/pdf";
            case "png" -> "image/png";
            default -> "application/octet-stream";
        };
    }

    private static void fold(StringBuilder text, List<Fold> folds, Optional<String> part, Fold.Kind kind) {
        if (part.isEmpty()) {
            return;
        }
        text.append("\n\n");
        int start = text.length();
        text.append(part.get());
        folds.add(new Fold(kind, start, text.length()));
    }

    private static String words(Leaf leaf) {
        return leaf.optional("unreadable").map(file -> Bytes.wrap(file(file)).toUtf8()).orElseGet(() -> leaf.text("says"));
    }

    /** By which the channel knows the citizen, and what else it says of them. */
    private static List<Handle> handles(Story story) {
        return switch (story.channel()) {
            case "courriel" -> List.of(story.citizen().handle(Handle.Kind.EMAIL));
            case "telephone" -> List.of(story.citizen().handle(Handle.Kind.PHONE));
            case "mastodon" -> List.of(story.citizen().handle(Handle.Kind.FEDIVERSE));
            case "formulaire" -> story.citizen().onAForm(story.key());
            default -> throw new IllegalStateException(story.key() + ": the town has no channel " + story.channel());
        };
    }

    private static byte[] file(String name) {
        return Books.bytes("/demo/files/" + name);
    }
}
