package org.parvis.channel.webform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Inbox;
import org.parvis.channel.Response;
import org.parvis.channel.testkit.InMemoryFollowUp;
import org.parvis.channel.testkit.RecordingInbox;
import org.parvis.channel.testkit.RouteCaller;
import org.parvis.channel.testkit.TestContext;
import org.parvis.channel.webform.WebFormConfiguration.Contact;

/** The form, and the town's own site around it, on loopback: for a real browser. */
final class Town implements AutoCloseable {

    private static final Pattern PART = Pattern.compile(
            "(?s)Content-Disposition: form-data; name=\"([^\"]*)\"(?:; filename=\"([^\"]*)\")?\r\n(?:Content-Type: ([^\r]*)\r\n)?\r\n(.*?)\r\n--");

    final RecordingInbox inbox = new RecordingInbox();
    private final TestContext context = new TestContext("contact", inbox, Clock.systemUTC());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer form;
    private final HttpServer site;
    private final RouteCaller routes;

    Town() throws IOException {
        this.form = server(this::serveForm);
        this.site = server(this::serveSite);
        var configuration = new WebFormConfiguration(Optional.empty(), Optional.empty(), Optional.empty(), List.of(Forms.STREETS), true,
                Contact.OPTIONAL, List.of(), 2,
                1_000_000, List.of(), List.of(siteAddress()), Duration.ZERO, Duration.ofHours(12), 1_000, "FR", "Europe/Paris",
                Optional.of(URI.create("https://www.saint-exemple.example/donnees")), "FR");
        this.routes = new RouteCaller(new WebFormPlugin().open(configuration, new HereContext(context, URI.create(address(form)))));
        form.start();
        site.start();
    }

    String formAddress() {
        return address(form) + "/forms/contact";
    }

    String siteAddress() {
        return address(site);
    }

    InMemoryFollowUp followUp() {
        return context.followUp();
    }

    @Override
    public void close() {
        form.stop(0);
        site.stop(0);
        threads.close();
    }

    private HttpServer server(HttpHandler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.createContext("/favicon.ico", exchange -> answer(exchange, Response.html(204, "")));
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serveSite(HttpExchange exchange) throws IOException {
        String page = "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Saint-Exemple</title><h1>Saint-Exemple</h1><div data-parvis-form=\"contact\"><a href=\""
                + formAddress() + "\">Nous écrire</a></div><script src=\"" + formAddress() + "/embed.js\" async></script>";
        answer(exchange, Response.html(200, page));
    }

    private void serveForm(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString().replaceFirst("^/forms/contact", "");
        RouteCaller.Call call = exchange.getRequestMethod().equals("POST") ? routes.post(target) : routes.get(target);
        for (String part : parts(exchange)) {
            add(call, part);
        }
        try {
            answer(exchange, call.send());
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException("The server was stopped", e));
        }
    }

    /** RFC 7578, as browsers write it; what is not ASCII is read byte by byte and put together again. */
    private static List<String> parts(HttpExchange exchange) throws IOException {
        Matcher found = PART.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
        var parts = new ArrayList<String>();
        while (found.find()) {
            parts.add(found.group());
        }
        return parts;
    }

    private static void add(RouteCaller.Call call, String written) {
        Matcher part = PART.matcher(written);
        if (!part.find()) {
            return;
        }
        byte[] bytes = part.group(4).getBytes(StandardCharsets.ISO_8859_1);
        if (part.group(2) == null) {
            call.form(part.group(1), new String(bytes, StandardCharsets.UTF_8));
            return;
        }
        call.file(part.group(1), Attachment.of(part.group(2), part.group(3), Bytes.wrap(bytes)));
    }

    private static void answer(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = response.body().toArray();
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The same, at another public address. */
    private record HereContext(TestContext there, URI publicAddress) implements ChannelContext {

        @Override
        public String channelId() {
            return there.channelId();
        }

        @Override
        public String label() {
            return there.label();
        }

        @Override
        public System.Logger log() {
            return there.log();
        }

        @Override
        public Clock clock() {
            return there.clock();
        }

        @Override
        public Inbox inbox() {
            return there.inbox();
        }

        @Override
        public FollowUp followUp() {
            return there.followUp();
        }

        @Override
        public Allowance allowance(String purpose, int perHour) {
            return there.allowance(purpose, perHour);
        }

        @Override
        public Signer signer() {
            return there.signer();
        }
    }
}
