package org.parvis.gateway.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.parvis.gateway.access.AccountRefusal;
import org.parvis.gateway.access.Accounts;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.AgentChange;
import org.parvis.gateway.access.Hours;
import org.parvis.gateway.access.NewAgent;
import org.parvis.gateway.access.Passwords;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.access.Team;

/** {@code parvis agent}: how the first administrator comes in, and everybody whose password is lost. */
@Command(name = "agent", mixinStandardHelpOptions = true, description = "Adds an account, gives one a new password, or lets one no longer in. Works beside a running gateway too.", subcommands = CommandLine.HelpCommand.class)
final class AgentCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say add, password, deactivate or activate");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds an account. The password is asked for, or read from standard input.")
    int add(@Mixin ConfigurationOption option,
            @Parameters(paramLabel = "ACCOUNT", description = "The name to log in with.") String account,
            @Option(names = "--name", required = true, description = "The name that people see.") String name,
            @Option(names = "--role", defaultValue = "administrator", description = "administrator, lead, agent, operator (sees no conversation) or agency (an outside team); administrator when not said.") String role,
            @Option(names = "--language", defaultValue = "fr", description = "fr or en; fr when not said.") String language,
            @Option(names = "--team", description = "A team to be in; created if there is none of that name. May be repeated; an agency sees nothing else.") List<String> teams,
            @Option(names = "--hours", description = "When an agency is let in, such as \"mon-fri 18:00-08:00; sat-sun 00:00-24:00\"; at any time when not said.") String hours)
            throws InterruptedException, IOException {
        List<String> teamNames = teams == null ? List.of() : teams;
        Role itsRole = role(role);
        String password = password();
        try (OpenDatabase database = OpenDatabase.of(option.read().database())) {
            Agent agent = database.with(open -> {
                Accounts accounts = new Accounts(open, new Passwords(), Clock.systemUTC());
                return accounts.create(Optional.empty(),
                        new NewAgent(account, name, password, itsRole, language, teams(accounts, teamNames), Optional.empty(),
                                Optional.ofNullable(hours).map(Hours::parse)));
            });
            spec.commandLine().getOut().println("The account " + agent.account() + " can log in.");
            return 0;
        } catch (AccountRefusal | IllegalArgumentException refused) {
            throw new Refusal(String.valueOf(refused.getMessage()));
        }
    }

    @Command(name = "password", mixinStandardHelpOptions = true, description = "Gives an account a new password and ends its sessions and tokens. The password is asked for, or read from standard input.")
    int changePassword(@Mixin ConfigurationOption option,
            @Parameters(paramLabel = "ACCOUNT", description = "The name to log in with.") String account)
            throws InterruptedException, IOException {
        String password = password();
        try (OpenDatabase database = OpenDatabase.of(option.read().database())) {
            Optional<Agent> agent = database.with(open -> {
                Accounts accounts = new Accounts(open, new Passwords(), Clock.systemUTC());
                Optional<Agent> known = accounts.find(account);
                if (known.isPresent()) {
                    accounts.setPassword(Optional.empty(), known.get().id(), password);
                }
                return known;
            });
            if (agent.isEmpty()) {
                throw new Refusal("There is no account " + account + ".");
            }
            spec.commandLine().getOut().println("The account " + account + " has its new password; its sessions and tokens are over.");
            return 0;
        } catch (IllegalArgumentException refused) {
            throw new Refusal(String.valueOf(refused.getMessage()));
        }
    }

    @Command(name = "deactivate", mixinStandardHelpOptions = true, description = "Lets an account no longer in, and ends its sessions and tokens. What it wrote stays, and so does what is assigned to it.")
    int deactivate(@Mixin ConfigurationOption option,
            @Parameters(paramLabel = "ACCOUNT", description = "The name to log in with.") String account) throws InterruptedException {
        return setActive(option, account, false, "is out; its sessions and tokens are over.");
    }

    @Command(name = "activate", mixinStandardHelpOptions = true, description = "Lets an account in again that was deactivated, by the password that it had.")
    int activate(@Mixin ConfigurationOption option,
            @Parameters(paramLabel = "ACCOUNT", description = "The name to log in with.") String account) throws InterruptedException {
        return setActive(option, account, true, "can log in again.");
    }

    private int setActive(ConfigurationOption option, String account, boolean active, String done) throws InterruptedException {
        try (OpenDatabase database = OpenDatabase.of(option.read().database())) {
            Agent agent = database.with(open -> {
                Accounts accounts = new Accounts(open, new Passwords(), Clock.systemUTC());
                Optional<Agent> known = accounts.find(account);
                return known.isEmpty() ? known : accounts.change(Optional.empty(), known.get().id(), AgentChange.active(active));
            }).orElseThrow(() -> new Refusal("There is no account " + account + "."));
            spec.commandLine().getOut().println("The account " + agent.account() + " " + done);
            return 0;
        } catch (AccountRefusal refused) {
            throw new Refusal(refused.detail());
        }
    }

    private static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("A role is administrator, lead, agent, operator or agency, not " + name + "."));
    }

    private static List<UUID> teams(Accounts accounts, List<String> names) throws InterruptedException {
        List<UUID> ids = new ArrayList<>();
        for (String name : names) {
            Optional<UUID> known = accounts.teams().stream().filter(team -> team.name().equals(name)).map(Team::id).findFirst();
            ids.add(known.isPresent() ? known.get() : accounts.createTeam(Optional.empty(), name).id());
        }
        return ids;
    }

    /** Never an argument of the command: those stand in the shell's history and in the list of processes. */
    private static String password() throws IOException {
        // Null where input is no terminal: since JDK 25 the console is java.base's own again.
        @SuppressWarnings("SystemConsoleNull")
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            String password = asked(console, "Password: ");
            if (!password.equals(asked(console, "Once more: "))) {
                throw new Refusal("The two are not the same; nothing was changed.");
            }
            return password;
        }
        String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        if (line == null) {
            throw new Refusal("The password is expected on standard input.");
        }
        return line;
    }

    private static String asked(Console console, String prompt) {
        char[] typed = console.readPassword(prompt);
        if (typed == null) {
            throw new Refusal("No password was given; nothing was changed.");
        }
        return new String(typed);
    }
}
