package org.parvis.gateway.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.parvis.gateway.bench.town.Letter;

/** Public forms of a gateway, and citizens who fill them in. */
final class Forms {

    /** Each form answers a bounded number of senders at once; a service has several. */
    static final int FORMS = 4;

    private static final Pattern TICKET = Pattern.compile("name=\"ticket\"[^>]*value=\"([^\"]+)\"|value=\"([^\"]+)\"[^>]*name=\"ticket\"");

    private Forms() {
    }

    /** Without the defences against programs, which this is. */
    static String channels() {
        StringBuilder channels = new StringBuilder();
        for (int form = 0; form < FORMS; form++) {
            channels.append("""
                      - id: formulaire-%d
                        type: web-form
                        label: Formulaire %d
                        settings:
                          shortest-time: 0s
                          messages-per-hour: 1000000000
                    """.formatted(form, form));
        }
        return channels.toString();
    }

    static String path(int number) {
        return "/forms/formulaire-" + number % FORMS;
    }

    /** The bodies of so many forms, each opened before as a browser does: that is not what is measured. */
    static List<String> open(Browser browser, List<Letter> letters, int callers) throws Exception {
        List<String> bodies = new ArrayList<>(Collections.nCopies(letters.size(), ""));
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, callers).mapToObj(caller -> Thread.ofVirtual().unstarted(() -> {
            try {
                for (int number = next.getAndIncrement(); number < letters.size(); number = next.getAndIncrement()) {
                    String body = body(letters.get(number), ticket(browser.get(path(number))));
                    synchronized (bodies) {
                        bodies.set(number, body);
                    }
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        })).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return bodies;
    }

    private static String ticket(Browser.Page page) {
        Matcher ticket = TICKET.matcher(page.body().toString());
        if (!ticket.find()) {
            throw new IllegalStateException("The form carries no ticket; it was answered with " + page.status());
        }
        String before = ticket.group(1);
        return before == null ? ticket.group(2) : before;
    }

    private static String body(Letter letter, String ticket) {
        return "ticket=" + encode(ticket) + "&name=" + encode(letter.author()) + "&email=" + encode(letter.address()) + "&message="
                + encode(letter.text());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
