package org.parvis.gateway.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A stream of changes as it comes, line by line. */
final class Streaming implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BufferedReader lines;

    private Streaming(TestWeb web, TestWeb.Caller caller, Optional<String> after) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(web.uri("/api/v1/events" + after.map(id -> "?after=" + id).orElse(""))).GET();
        caller.credentials().forEach(request::header);
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        // The first block tells that the desk is registered: whatever is written from now on reaches it.
        until("retry:");
    }

    static Streaming of(TestWeb web, TestWeb.Caller caller) throws IOException, InterruptedException {
        return new Streaming(web, caller, Optional.empty());
    }

    static Streaming after(TestWeb web, TestWeb.Caller caller, String id) throws IOException, InterruptedException {
        return new Streaming(web, caller, Optional.of(id));
    }

    /** All that comes up to the line with these words, which is waited for. */
    String until(String words) throws IOException {
        StringBuilder come = new StringBuilder();
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("It ended before " + words + ": " + come);
            }
            come.append(line).append('\n');
            if (line.contains(words)) {
                return come.toString();
            }
        }
    }

    /** All that comes until it ends. */
    String rest() throws IOException {
        StringBuilder come = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            come.append(line).append('\n');
        }
        return come.toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
