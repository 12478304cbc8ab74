package org.parvis.gateway.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** An account to be created. Throws {@link IllegalArgumentException} with a sentence for whoever creates it. */
public record NewAgent(String account, String name, String password, Role role, String language, List<UUID> teams,
        Optional<String> extension, Optional<Hours> hours) {

    public static final int MINIMUM_PASSWORD = 12;
    public static final int MAXIMUM_PASSWORD = 1_000;

    private static final int MAXIMUM_NAME = 100;
    private static final Pattern EXTENSION = Pattern.compile("[0-9]{1,10}");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");

    public NewAgent {
        account = account.toLowerCase(Locale.ROOT);
        teams = List.copyOf(teams);
        checkAccount(account);
        checkName(name);
        checkLanguage(language);
        extension.ifPresent(NewAgent::checkExtension);
        checkPassword(password);
        if (hours.isPresent() && !role.isLimitedToTeams()) {
            throw new IllegalArgumentException("Only an outside agency has hours");
        }
        if (role.isLimitedToTeams() && teams.isEmpty()) {
            throw new IllegalArgumentException("An outside agency has at least one team: it sees nothing else");
        }
    }

    /** At any time. */
    public NewAgent(String account, String name, String password, Role role, String language, List<UUID> teams,
            Optional<String> extension) {
        this(account, name, password, role, language, teams, extension, Optional.empty());
    }

    static void checkAccount(String account) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException(
                    "An account has 1 to 100 letters a-z, digits, dots, hyphens, @ or +, and begins with a letter or digit");
        }
    }

    static void checkName(String name) {
        if (name.isBlank() || name.length() > MAXIMUM_NAME) {
            throw new IllegalArgumentException("A name has 1 to " + MAXIMUM_NAME + " characters");
        }
    }

    static void checkLanguage(String language) {
        if (!language.equals("fr") && !language.equals("en")) {
            throw new IllegalArgumentException("The language is fr or en, not " + language);
        }
    }

    /** As telephone systems name those who are called, so that their signals find the agent. */
    public static void checkExtension(String extension) {
        if (!EXTENSION.matcher(extension).matches()) {
            throw new IllegalArgumentException("A telephone extension has 1 to 10 digits, and nothing else");
        }
    }

    static void checkPassword(String password) {
        if (password.length() < MINIMUM_PASSWORD || password.length() > MAXIMUM_PASSWORD) {
            throw new IllegalArgumentException("A password has " + MINIMUM_PASSWORD + " to " + MAXIMUM_PASSWORD + " characters");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "NewAgent[" + account + ", " + role + "]";
    }
}
