package org.parvis.channel.email.outgoing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.ByteArrayDataSource;

import org.parvis.channel.Attachment;
import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.MessageId;
import org.parvis.channel.email.mime.OwnMessage;
import org.parvis.channel.email.mime.SubjectToken;

/**
 * Makes a message (RFC 5322, RFC 2045) of a command. The same command gives the same Message-ID, whenever it is asked for. A notice says by
 * {@code Auto-Submitted} that nobody wrote it (RFC 3834 section 5), so that no absence is answered to it; what a person wrote bears none.
 */
public final class Composer {

    private static final Pattern ANSWER = Pattern.compile("(?i)(re|ré|réf|aw|sv)\\s?:.*");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}");

    private final Sender sender;
    private final Clock clock;

    public Composer(Sender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
    }

    /** In ASCII. */
    String domain() {
        return sender.domain();
    }

    public MessageId id(Command.Send send) {
        return OwnMessage.id(sender.channel(), send.key(), sender.domain());
    }

    /** @param to checked by {@link Fields#address} */
    MimeMessage compose(Session session, Command.Send send, String to) throws MessagingException, java.io.UnsupportedEncodingException {
        MimeMessage message = new Named(session, "<" + id(send).value() + ">");
        message.setFrom(new InternetAddress(sender.address(), sender.name(send.author()), "UTF-8"));
        String name = Fields.line(send.to().displayName().orElse(""), Fields.MAXIMUM_NAME);
        message.setRecipient(Message.RecipientType.TO,
                name.isEmpty() ? new InternetAddress(to, true) : new InternetAddress(to, name, "UTF-8"));
        message.setSubject(subject(send), "UTF-8");
        message.setSentDate(Date.from(clock.instant()));
        List<String> references = Fields.references(send.inReplyTo());
        if (!references.isEmpty()) {
            message.setHeader("In-Reply-To", references.getLast());
            message.setHeader("References", String.join("\r\n ", references));
        }
        if (send.notice()) {
            message.setHeader("Auto-Submitted", "auto-generated");
        }
        message.setHeader(OwnMessage.FIELD, "<" + id(send).value() + ">");
        fill(message, send.content());
        message.saveChanges();
        return message;
    }

    private String subject(Command.Send send) {
        String stated = SubjectToken.remove(Fields.line(send.subject().orElse(""), Fields.MAXIMUM_SUBJECT));
        boolean answers = !send.inReplyTo().isEmpty() && !stated.isEmpty() && !ANSWER.matcher(stated).matches();
        String subject = answers ? "Re: " + stated : stated.isEmpty() ? sender.displayName() : stated;
        return sender.token() && send.conversation() > 0 ? SubjectToken.put(subject, send.conversation()) : subject;
    }

    private static void fill(MimeMessage message, Content content) throws MessagingException {
        List<Attachment> inline = content.html().isPresent()
                ? content.attachments().stream().filter(Composer::isInline).toList()
                : List.of();
        MimeMultipart alternative = new MimeMultipart("alternative");
        alternative.addBodyPart(text(content.text(), "plain"));
        String html = content.html().orElseGet(() -> Paragraphs.html(content.text()));
        alternative.addBodyPart(inline.isEmpty() ? text(html, "html") : wrap(related(text(html, "html"), inline)));
        List<Attachment> files = content.attachments().stream().filter(attachment -> !inline.contains(attachment)).toList();
        if (files.isEmpty()) {
            message.setContent(alternative);
            return;
        }
        MimeMultipart mixed = new MimeMultipart("mixed");
        mixed.addBodyPart(wrap(alternative));
        for (Attachment file : files) {
            mixed.addBodyPart(file(file, "attachment"));
        }
        message.setContent(mixed);
    }

    private static boolean isInline(Attachment attachment) {
        return attachment.contentId().filter(id -> id.matches("[\\x21-\\x7E&&[^<>]]{1,400}")).isPresent();
    }

    private static MimeMultipart related(BodyPart html, List<Attachment> inline) throws MessagingException {
        MimeMultipart related = new MimeMultipart("related");
        related.addBodyPart(html);
        for (Attachment image : inline) {
            MimeBodyPart part = file(image, "inline");
            part.setHeader("Content-ID", "<" + image.contentId().orElseThrow() + ">");
            related.addBodyPart(part);
        }
        return related;
    }

    private static MimeBodyPart wrap(Multipart multipart) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(multipart);
        return part;
    }

    /** Bytes in UTF-8, whatever the platform's character set is; lines of any length are encoded for the way. */
    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        String type = "text/" + subtype + "; charset=UTF-8";
        byte[] bytes = text.replaceAll("\r\n?|\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
        part.setHeader("Content-Type", type);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static MimeBodyPart file(Attachment attachment, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        String type = MEDIA_TYPE.matcher(attachment.mediaType()).matches() && !attachment.mediaType().startsWith("multipart/")
                ? attachment.mediaType()
                : "application/octet-stream";
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.bytes().toArray(), type)));
        part.setHeader("Content-Type", type);
        part.setHeader("Content-Transfer-Encoding", "base64");
        ParameterList parameters = new ParameterList();
        parameters.set("filename", Fields.fileName(attachment.name()), "UTF-8");
        part.setHeader("Content-Disposition", new ContentDisposition(kind, parameters).toString());
        Optional<String> description = attachment.description().map(text -> Fields.line(text, Fields.MAXIMUM_NAME))
                .filter(text -> !text.isEmpty());
        if (description.isPresent()) {
            part.setDescription(MimeUtility.fold(21, description.get()), "UTF-8");
        }
        return part;
    }

    /** Keeps its Message-ID, which the library would invent anew at every save. */
    private static final class Named extends MimeMessage {
        private final String id;

        Named(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
