package org.parvis.channel.mastodon;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;
import org.parvis.channel.mastodon.RateLimits.Budget;

/** The server's client API over HTTP: blocking, each answer bounded in bytes and in time. Safe for use by many threads. */
final class Api implements AutoCloseable {

    /** An answer longer than this is cut, and thereby no JSON. Forty statuses of Mastodon's own size take about 200 kB. */
    static final int LONGEST_ANSWER = 8_000_000;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final URI base;
    private final String authorization;
    private final Duration timeout;
    private final RateLimits limits;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient.Builder clients;
    private final HttpClient client;

    Api(MastodonConfiguration configuration, Clock clock) throws ChannelException {
        this.base = configuration.baseUrl();
        this.authorization = "Bearer " + configuration.accessToken();
        this.timeout = configuration.timeout();
        this.limits = new RateLimits(clock);
        boolean secure = "https".equals(base.getScheme());
        this.clients = HttpClient.newBuilder().executor(executor).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        if (configuration.trustStore().isPresent()) {
            clients.sslContext(trusting(configuration));
        }
        this.client = clients.build();
    }

    private static SSLContext trusting(MastodonConfiguration configuration) throws ChannelException {
        try (InputStream in = Files.newInputStream(configuration.trustStore().orElseThrow())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, configuration.trustStorePassword().orElse("").toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ChannelException(new Fault(Fault.Owner.OPERATOR, "TRUST_STORE", "The trust store cannot be read: " + e), e);
        }
    }

    RateLimits limits() {
        return limits;
    }

    URI base() {
        return base;
    }

    Answer get(String path, Map<String, String> query) throws NoAnswerException, InterruptedException {
        return get(path, query.entrySet().stream().toList());
    }

    /** @param query each parameter in order; a name may stand twice */
    Answer get(String path, List<Map.Entry<String, String>> query) throws NoAnswerException, InterruptedException {
        String asked = query.isEmpty() ? path : path + "?" + encode(query);
        return noted(Budget.READ, exchange(client, request(base.resolve(asked)).GET().build(), LONGEST_ANSWER, timeout));
    }

    /** @param fields each field in order; a name may stand twice */
    Answer post(String path, List<Map.Entry<String, String>> fields, Map<String, String> headers)
            throws NoAnswerException, InterruptedException {
        var request = request(base.resolve(path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(fields)));
        headers.forEach(request::header);
        return noted(Budget.POST, alone(request.build(), timeout));
    }

    Answer upload(String path, String contentType, BodyPublisher body, Duration within) throws NoAnswerException, InterruptedException {
        var request = request(base.resolve(path)).header("Content-Type", contentType).POST(body).build();
        return noted(Budget.MEDIA, alone(request, within));
    }

    /** Fetches what a status links to, without our token: it may stand anywhere. Redirects are answers like any other. */
    Answer fetch(URI address, long longest, Duration within) throws NoAnswerException, InterruptedException {
        try {
            return exchange(client, HttpRequest.newBuilder(address).GET().build(), longest, within);
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException("not an address that HTTP can fetch", false, e);
        }
    }

    /** A stream that goes on until one side ends it; the caller closes its body. */
    HttpResponse<InputStream> stream(URI address) throws IOException, InterruptedException {
        var request = request(address).header("Accept", "text/event-stream").GET().build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(timeout).header("Authorization", authorization);
    }

    private Answer noted(Budget budget, Answer answer) {
        limits.note(budget, answer);
        return answer;
    }

    /**
     * On a connection of its own. On a kept one that the server is just closing, nobody could say whether the request arrived; and what is
     * written, other than what is asked, must not be repeated for that.
     */
    private Answer alone(HttpRequest request, Duration within) throws NoAnswerException, InterruptedException {
        HttpClient once = clients.build();
        try {
            return exchange(once, request, LONGEST_ANSWER, within);
        } finally {
            end(once);
        }
    }

    private static void end(HttpClient client) {
        client.shutdownNow();
        try {
            client.awaitTermination(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer exchange(HttpClient client, HttpRequest request, long longest, Duration within)
            throws NoAnswerException, InterruptedException {
        CompletableFuture<HttpResponse<BoundedBody.Body>> exchange = client.sendAsync(request, info -> new BoundedBody(longest));
        try {
            // The request's own timeout ends with the headers; this one also bounds a body that trickles
            HttpResponse<BoundedBody.Body> response = exchange.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body().bytes(), response.body().cut());
        } catch (ExecutionException e) {
            throw NoAnswerException.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new NoAnswerException("no complete answer within " + within, true, e);
        } finally {
            // Without effect on an exchange that is over
            exchange.cancel(true);
        }
    }

    private static String encode(List<Map.Entry<String, String>> fields) {
        return fields.stream().map(field -> encode(field.getKey()) + "=" + encode(field.getValue())).collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Breaks what is under way, and returns when the client's threads have ended. */
    @Override
    public void close() {
        end(client);
        executor.shutdownNow();
    }
}
