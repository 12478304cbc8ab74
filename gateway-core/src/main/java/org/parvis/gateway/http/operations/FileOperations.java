package org.parvis.gateway.http.operations;

import java.util.Map;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;

import org.parvis.channel.Bytes;
import org.parvis.gateway.conversation.AttachmentQueries;
import org.parvis.gateway.conversation.AttachmentQueries.StoredFile;
import org.parvis.gateway.conversation.MessageQueries;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Problem;

/** Files, and messages as their authors formatted them: what strangers wrote, and browsers must not trust. */
public final class FileOperations {

    private static final String UNNAMED_TYPE = "application/octet-stream";

    private final MessageQueries messages;
    private final AttachmentQueries attachments;
    private final Desk desk;
    private final Idempotency idempotency;

    public FileOperations(MessageQueries messages, AttachmentQueries attachments, Desk desk, Idempotency idempotency) {
        this.messages = messages;
        this.attachments = attachments;
        this.desk = desk;
        this.idempotency = idempotency;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("messageHtml", this::html, "original", this::original, "upload", this::upload, "download", this::download);
    }

    private Answer html(Arguments arguments) throws InterruptedException {
        String html = messages.html(arguments.id()).orElseThrow(() -> Problem.notFound().exception());
        return MessageHtml.page(html, attachments.byContentId(arguments.id()));
    }

    private Answer original(Arguments arguments) throws InterruptedException {
        StoredFile file = attachments.original(arguments.id()).orElseThrow(() -> Problem.notFound().exception());
        return Downloads.attachment(file.name(), Buffer.buffer(file.bytes().toArray()));
    }

    private Answer upload(Arguments arguments) throws InterruptedException {
        String mediaType = Api.mediaType(arguments.call());
        Buffer body = arguments.call().body();
        return idempotency.once(arguments.call(), body, session -> {
            UUID id = desk.within(session).upload(arguments.agent(), arguments.call().query("name").orElseThrow(),
                    mediaType.isEmpty() ? UNNAMED_TYPE : mediaType,
                    Bytes.wrap(body.getBytes()));
            return Idempotency.Created.of(AttachmentQueries.find(session, id).map(Shapes::attachment).orElseThrow());
        });
    }

    private Answer download(Arguments arguments) throws InterruptedException {
        StoredFile file = attachments.file(arguments.id(), arguments.agent()).orElseThrow(() -> Problem.notFound().exception());
        Buffer bytes = Buffer.buffer(file.bytes().toArray());
        boolean inline = arguments.call().query("inline").map(Boolean::parseBoolean).orElse(false);
        return inline ? Downloads.picture(file.name(), bytes) : Downloads.attachment(file.name(), bytes);
    }
}
