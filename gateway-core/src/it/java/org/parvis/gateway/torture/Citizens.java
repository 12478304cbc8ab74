package org.parvis.gateway.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.json.JsonObject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Send numbered messages over every channel, and go on until each is acknowledged, as networks and people do. */
final class Citizens {

    static final List<String> CHANNELS = List.of("courriel", "formulaire", "telephone", "social", "capricieux");
    /** The channel whose plugin misbehaves. */
    static final String UNRULY = "capricieux";

    private static final Pattern TICKET = Pattern.compile("name=\"?ticket\"?[^>]*value=\"([^\"]+)\"");
    private static final long PAUSE_MILLIS = 200;
    private static final long RETRY_MILLIS = 300;

    private final Plant plant;
    private final Web web;
    private final AtomicInteger numbers = new AtomicInteger();
    /** By number, the channel over which it was acknowledged. */
    private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> oddities = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    Citizens(Plant plant, Web web) {
        this.plant = plant;
        this.web = web;
    }

    /** How a number is written so that it is found again in whatever became of the message. */
    static String mark(int number) {
        return "n" + number + "n";
    }

    void start() {
        for (String channel : CHANNELS) {
            threads.add(Thread.ofVirtual().name("citizens-" + channel).start(() -> write(channel)));
        }
    }

    /** Writes no more; returns when everything begun is acknowledged. */
    void stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    Map<Integer, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Answers that no citizen should ever get. */
    Set<String> oddities() {
        return Set.copyOf(oddities);
    }

    private void write(String channel) {
        try {
            while (!stopping) {
                int number = numbers.incrementAndGet();
                switch (channel) {
                    case "courriel" -> mail(number);
                    case "formulaire" -> form(number);
                    case "telephone" -> call(number);
                    case UNRULY -> plant.unruly.write("Bonjour, encore moi, " + mark(number));
                    default -> plant.social.mention("Bonjour @mairie, question " + mark(number));
                }
                acknowledged.put(number, channel);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException broken) {
            throw new UncheckedIOException("The files of the rig are never broken", broken);
        }
    }

    private void mail(int number) throws InterruptedException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", plant.mail.getSmtp().getPort());
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(properties));
            message.setFrom(new InternetAddress("citoyen" + number % 50 + "@citoyens.example"));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(Plant.MAILBOX));
            message.setSubject("Question " + mark(number));
            message.setText("Bonjour, voici ma question " + mark(number) + ".\n", "utf-8");
            Transport.send(message);
        } catch (MessagingException broken) {
            throw new IllegalStateException("The mail server of the rig is never broken", broken);
        }
    }

    private void form(int number) throws InterruptedException {
        String ticket = ticket();
        String body = "lang=fr&website=&ticket=" + URLEncoder.encode(ticket, UTF_8) + "&message="
                + URLEncoder.encode("Une lampe ne marche plus, " + mark(number) + ".", UTF_8) + "&email=" + number % 50
                + "%40citoyens.example";
        while (true) {
            try {
                HttpResponse<String> answer = web.form("/forms/formulaire", body);
                if (answer.statusCode() == 303) {
                    return;
                }
                odd("form", answer);
            } catch (IOException again) {
                // A browser's person sends the form once more.
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private String ticket() throws InterruptedException {
        while (true) {
            try {
                Matcher ticket = TICKET.matcher(web.get("/forms/formulaire?lang=fr").body());
                if (ticket.find()) {
                    return ticket.group(1);
                }
            } catch (IOException again) {
                // The page is asked for once more.
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private void call(int number) throws InterruptedException {
        String json = new JsonObject().put("caller", "06123" + (45_000 + number % 50)).put("note", "Demande au guichet " + mark(number))
                .put("outcome", "answered").encode();
        while (true) {
            try {
                HttpResponse<String> answer = web.post("/channels/telephone/notes", json, "note-" + number);
                if (answer.statusCode() == 201) {
                    return;
                }
                odd("note", answer);
            } catch (IOException again) {
                // The desk sends it again under the same key.
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private void odd(String what, HttpResponse<String> answer) {
        if (answer.statusCode() < 500 && answer.statusCode() != 429) {
            String odd = what + " " + answer.statusCode() + ": " + answer.body().substring(0, Math.min(300, answer.body().length()));
            if (oddities.add(odd)) {
                System.out.println("Odd: " + odd);
            }
        }
    }
}
