package org.parvis.gateway.command;

import java.io.PrintWriter;
import java.net.BindException;
import java.util.List;
import java.util.Set;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import org.parvis.gateway.database.DatabaseException;

/** What {@code ./parvis} can be told. */
@Command(name = "parvis", mixinStandardHelpOptions = true, versionProvider = VersionCommand.Provider.class, scope = CommandLine.ScopeType.INHERIT, description = "An omnichannel gateway for public services.", synopsisSubcommandLabel = "COMMAND")
final class Commands {

    private static final List<Class<?>> COMMANDS = List.of(DemoCommand.class, RunCommand.class, MigrateCommand.class, ChannelsCommand.class,
            ClusterCommand.class, ConfigCommand.class, AgentCommand.class, SecretsCommand.class, VersionCommand.class,
            CommandLine.HelpCommand.class);
    private static final Set<Class<?>> LASTING = Set.of(RunCommand.class, DemoCommand.class);

    private Commands() {
    }

    /** Answers with the exit code. */
    static int execute(String[] arguments) {
        // To read what all commands can be told takes longer than some of them work.
        List<Class<?>> commands = COMMANDS.stream().filter(command -> arguments.length > 0 && arguments[0].equals(name(command))).toList();
        if (!LASTING.containsAll(commands) || commands.isEmpty()) {
            // Before the first logger is made: a command that answers once is not to tell its life.
            System.setProperty("parvis.log", System.getProperty("parvis.log", "warn"));
        }
        return commandLine(commands.isEmpty() || commands.contains(CommandLine.HelpCommand.class) ? COMMANDS : commands).execute(arguments);
    }

    /** All of it. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new Commands());
        commands.forEach(line::addSubcommand);
        return line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command.getErr()))
                .setUsageHelpAutoWidth(true);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** Says what a command failed by, and answers with its exit code. */
    static int report(Exception failure, PrintWriter error) {
        switch (failure) {
            case Refusal refusal -> error.println(refusal.getMessage());
            case DatabaseException database -> error.println(database.getMessage());
            case RuntimeException taken when causedByPort(taken) -> error.println(taken.getMessage());
            default -> {
                error.println("Parvis failed in a way that nobody foresaw: " + failure);
                LoggerFactory.getLogger(Commands.class).error("The command failed", failure);
            }
        }
        error.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Somebody took the port after it was looked at. */
    private static boolean causedByPort(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof BindException || (cause != null && causedByPort(cause));
    }
}
