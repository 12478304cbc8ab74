package org.parvis.gateway.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./parvis bench}. */
@Command(name = "bench", description = "Measures this gateway on this machine, beside its peers.", mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
    private static final List<Benchmark> ALL = List.of(new IntakeBenchmark(), new FormBenchmark(), new ReadBenchmark(), new LiveBenchmark(),
            new StartBenchmark(), new MailBenchmark(), new OverloadBenchmark());

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "What to measure, of: intake, form, read, live, start, mail, overload. Everything when not said.")
    private List<String> only = List.of();

    @Option(names = "--messages", defaultValue = "120000", description = "Letters in the bag of what takes in; 120000 when not said.")
    private int messages;

    @Option(names = "--conversations", defaultValue = "1000000", description = "Conversations of the past that is read in; 1000000 when not said.")
    private int conversations;

    @Option(names = "--seconds", defaultValue = "10", description = "How long each stretch is measured; 10 when not said.")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the figures for machines.")
    private List<Path> json = List.of();

    @Option(names = "--data", paramLabel = "DIRECTORY", description = "Where databases are kept; the past is made once and used again. data/bench when not said.")
    private Path data = Path.of(System.getProperty("parvis.data", "data")).resolve("bench");

    @Option(names = "--mailbox", paramLabel = "ADDRESS", description = "For mail: a mailbox to fill and to take in, imap://user:password@host:port, without encryption. GreenMail in this process when not said.")
    private Optional<URI> mailbox = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).setUsageHelpAutoWidth(true).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        mailbox.filter(address -> !ForeignMailbox.isAddress(address)).ifPresent(address -> {
            throw new ParameterException(spec.commandLine(), "--mailbox is imap://user:password@host:port");
        });
        Results results = new Results(out);
        Path home = Path.of(System.getProperty("parvis.home", "target/parvis")).toAbsolutePath();
        Settings settings = new Settings(messages, conversations, Duration.ofSeconds(seconds), data.toAbsolutePath(), home,
                Path.of(System.getProperty("parvis.launcher", "parvis")).toAbsolutePath(), mailbox);
        try (Ground ground = Ground.open(settings)) {
            Machine machine = ground.machine();
            results.say(machine.text());
            for (Benchmark benchmark : chosen()) {
                results.say("\n" + benchmark.name());
                try {
                    benchmark.run(ground, results);
                } catch (InterruptedException stop) {
                    throw stop;
                } catch (Exception failure) {
                    LOG.error("The benchmark {} could not be finished", benchmark.name(), failure);
                    results.broken(benchmark.name() + " could not be finished: " + failure);
                }
            }
            results.say("\n" + results.table());
            write(results, machine);
        }
        return results.good() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Benchmark> chosen() {
        List<String> names = ALL.stream().map(Benchmark::name).toList();
        only.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(unknown -> {
            throw new ParameterException(spec.commandLine(),
                    "There is no benchmark " + unknown + "; there are " + String.join(", ", names));
        });
        return ALL.stream().filter(benchmark -> only.isEmpty() || only.contains(benchmark.name())).collect(Collectors.toList());
    }

    private void write(Results results, Machine machine) throws IOException {
        for (Path file : json) {
            Files.writeString(file, results.json(machine).encodePrettily() + "\n");
        }
    }
}
