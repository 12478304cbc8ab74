package org.parvis.gateway.command;

import java.io.PrintWriter;
import java.util.List;

import picocli.CommandLine.Command;

import org.parvis.gateway.configuration.GatewayConfiguration;
import org.parvis.gateway.plugin.SealedSecrets;
import org.parvis.gateway.plugin.SealedSecrets.Found;

/** {@code parvis secrets}. */
@Command(name = "secrets", mixinStandardHelpOptions = true, description = {
        "Says under which key the passwords lie of channels that were set up at the desk, so that a former key can be thrown away.",
        "Reads the database itself, so it works while nodes run or not. A node that starts seals under secrets.key what one of secrets.other-keys opens."}, exitCodeListHeading = "Exit codes:%n", exitCodeList = {
                "0:all of them are under secrets.key",
                "1:some are not, or the command failed"})
final class SecretsCommand extends ConfiguredCommand {

    @Override
    public Integer call() throws InterruptedException {
        GatewayConfiguration configuration = option().read();
        try (OpenDatabase open = OpenDatabase.of(configuration.database())) {
            List<Found> found = open.reading(database -> new SealedSecrets(database, configuration.vault()).find());
            PrintWriter out = out();
            found.forEach(channel -> {
                out.printf("%-40s under secrets.key: %d, under another key: %d, under a key that is not here: %d%n", channel.channel(),
                        channel.present(), channel.other(), channel.closed());
                channel.why().ifPresent(why -> out.println("  " + why));
            });
            boolean all = found.stream().allMatch(channel -> channel.other() + channel.closed() == 0);
            out.println(all ? "Everything is under secrets.key: no other key is needed." : "Other keys are still needed.");
            out.flush();
            return all ? 0 : 1;
        }
    }
}
