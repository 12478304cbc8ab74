package org.parvis.gateway.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooLongFormFieldException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.buffer.Buffer;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Request;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Limits;
import org.parvis.gateway.http.wire.Paths;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.ProblemException;

/** Takes the bodies of forms apart, in memory: they are within their route's limit already. */
record Forms(Map<String, List<String>> fields, List<Request.File> files) {

    private static final String URL_ENCODED = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";
    private static final int MAXIMUM_NAME = 255;
    private static final int LONGEST_EPILOGUE = 1_000;
    private static final String UNNAMED_TYPE = "application/octet-stream";

    static boolean isForm(String mediaType) {
        return mediaType.equals(URL_ENCODED) || mediaType.equals(MULTIPART);
    }

    static Forms read(Call call) {
        if (Api.mediaType(call).equals(URL_ENCODED)) {
            return new Forms(Paths.form(Paths.utf8(call.body()), Limits.FORM_PARTS), List.of());
        }
        return multipart(call.header("content-type").orElse(""), call.body());
    }

    private static Forms multipart(String contentType, Buffer body) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/",
                Unpooled.wrappedBuffer(body.getBytes()));
        request.headers().set("content-type", contentType);
        if (!HttpPostRequestDecoder.isMultipart(request) || !isWhole(contentType, body)) {
            throw malformed();
        }
        DefaultHttpDataFactory inMemory = new DefaultHttpDataFactory(false, StandardCharsets.UTF_8);
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder = new HttpPostMultipartRequestDecoder(inMemory, request, StandardCharsets.UTF_8, Limits.FORM_PARTS, body.length() + 1);
            return parts(decoder.getBodyHttpDatas());
        } catch (TooManyFormFieldsException many) {
            throw Problem.of(400, "The form has more than " + Limits.FORM_PARTS + " parts.").exception();
        } catch (ErrorDataDecoderException | TooLongFormFieldException | IllegalArgumentException malformed) {
            throw malformed();
        } catch (IOException impossible) {
            throw new IllegalStateException("Reading a form from memory failed", impossible);
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }

    /** RFC 2046, section 5.1.1: it ends with the closing delimiter. Netty would silently drop the last part of one that was cut off. */
    private static boolean isWhole(String contentType, Buffer body) {
        int start = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=") + "boundary=".length();
        String boundary = contentType.substring(start).split(";", 2)[0].strip().replace("\"", "");
        String end = body.getString(Math.max(0, body.length() - LONGEST_EPILOGUE), body.length(), "ISO-8859-1");
        return end.contains("--" + boundary + "--");
    }

    private static ProblemException malformed() {
        return Problem.named(400, "malformed-form", "The body is no well-formed multipart/form-data (RFC 7578).").exception();
    }

    private static Forms parts(List<InterfaceHttpData> parts) throws IOException {
        Map<String, List<String>> fields = new HashMap<>();
        List<Request.File> files = new ArrayList<>();
        for (InterfaceHttpData part : parts) {
            switch (part) {
                case FileUpload upload -> {
                    // Browsers send a nameless empty part for a file field that was left empty.
                    if (!upload.getFilename().isEmpty() || upload.length() > 0) {
                        files.add(new Request.File(upload.getName(), attachment(upload)));
                    }
                }
                case Attribute attribute ->
                    fields.computeIfAbsent(attribute.getName(), unseen -> new ArrayList<>()).add(text(Buffer.buffer(attribute.get())));
                default -> throw new IllegalStateException("A form has fields and files, not " + part.getHttpDataType());
            }
        }
        return new Forms(fields, files);
    }

    private static Attachment attachment(FileUpload upload) throws IOException {
        String name = upload.getFilename().codePoints().filter(point -> !Character.isISOControl(point)).limit(MAXIMUM_NAME / 2)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
        String type = upload.getContentType();
        return Attachment.of(name.isEmpty() ? "file" : name, type == null || type.isBlank() || type.length() > 127 ? UNNAMED_TYPE : type,
                Bytes.wrap(upload.get()));
    }

    private static String text(Buffer bytes) {
        String text = Paths.utf8(bytes);
        if (text.indexOf('\0') >= 0) {
            throw Problem.named(400, "malformed-form", "A field has the character NUL.").exception();
        }
        return text;
    }
}
