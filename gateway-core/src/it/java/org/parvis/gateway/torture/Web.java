package org.parvis.gateway.torture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** Requests to the one address before the nodes, and how often one of them failed and why. */
final class Web {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(3))
            .executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private final URI front;
    private final String token;
    private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();

    Web(URI front, String token) {
        this.front = front;
        this.token = token;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** As an agent. */
    HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return send(request(path).header("authorization", "Bearer " + token).GET());
    }

    HttpResponse<String> form(String path, String body) throws IOException, InterruptedException {
        return send(
                request(path).header("content-type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** As an agent, under a key that makes a repetition harmless. */
    HttpResponse<String> post(String path, String json, String key) throws IOException, InterruptedException {
        return send(request(path).header("content-type", "application/json").header("authorization", "Bearer " + token)
                .header("idempotency-key", key).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(front.resolve(path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 500) {
                count("" + response.statusCode());
            }
            return response;
        } catch (IOException broken) {
            count(broken.getClass().getSimpleName());
            throw broken;
        }
    }

    private void count(String why) {
        failures.computeIfAbsent(why, fresh -> new LongAdder()).increment();
    }

    /** Since the last call. */
    Map<String, Long> takeFailures() {
        Map<String, Long> taken = new ConcurrentHashMap<>();
        failures.forEach((why, count) -> {
            long number = count.sumThenReset();
            if (number > 0) {
                taken.put(why, number);
            }
        });
        return taken;
    }
}
