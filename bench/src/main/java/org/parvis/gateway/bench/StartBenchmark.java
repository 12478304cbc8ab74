package org.parvis.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.parvis.gateway.database.DatabaseAddress;

/** A gateway with every plugin and a channel of each kind, its database apart: how soon it is ready, and what it weighs when nothing happens. */
final class StartBenchmark implements Benchmark {

    private static final int STARTS = 5;
    private static final int IDLE_SECONDS = 15;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        Settings settings = ground.settings();
        DatabaseAddress address = ground.fresh("bench_start");
        try (MailServer mail = MailServer.start()) {
            String channels = mail.channel() + Forms.channels() + """
                      - id: telephone
                        type: phone-notes
                        label: Accueil téléphonique
                    """;
            results.add(Figure.of("ready without AOT cache, median of " + STARTS, withoutCache(settings, address, channels), "s")
                    .goal(new Goal.AtMost(3)));
            results.add(Figure.of("ready with AOT cache, median of " + STARTS, median(settings, address, channels), "s")
                    .goal(new Goal.AtMost(1.5)));
            try (GatewayProcess gateway = GatewayProcess.start(settings, address, channels)) {
                TimeUnit.SECONDS.sleep(IDLE_SECONDS);
                results.add(Figure.of("resident memory, idle", gateway.residentMegabytes(), "MB").goal(new Goal.AtMost(350)));
            }
        }
    }

    private static double withoutCache(Settings settings, DatabaseAddress address, String channels) throws IOException {
        Path cache = settings.home().resolve("parvis.aot");
        Path aside = settings.home().resolve("parvis.aot.aside");
        Files.move(cache, aside);
        try {
            return median(settings, address, channels);
        } finally {
            Files.move(aside, cache);
        }
    }

    private static double median(Settings settings, DatabaseAddress address, String channels) throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            try (GatewayProcess gateway = GatewayProcess.start(settings, address, channels)) {
                seconds.add(gateway.startTime().toMillis() / 1000.0);
            }
        }
        return seconds.stream().sorted().toList().get(STARTS / 2);
    }
}
