package org.parvis.gateway.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.parvis.gateway.configuration.GatewayConfiguration;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.operations.Operations;
import org.parvis.gateway.operations.Operations.Known;
import org.parvis.gateway.operations.Overview;
import org.parvis.gateway.plugin.ChannelDefinitions;

/** {@code parvis cluster}. */
@Command(name = "cluster", mixinStandardHelpOptions = true, description = {
        "Shows the nodes, who owns which channel, and what waits, failed or is unknown.",
        "Reads the database itself, so it works while nodes run or not."}, exitCodeListHeading = "Exit codes:%n", exitCodeList = {
                "0:every configured channel has an owner that lives",
                "1:a channel has none, or the command failed"})
final class ClusterCommand extends ConfiguredCommand {

    @Option(names = "--json", description = "Prints what GET /api/v1/cluster answers.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        GatewayConfiguration configuration = option().read();
        try (OpenDatabase open = OpenDatabase.of(configuration.database())) {
            Overview overview = open.reading(database -> new Operations(database).overview(known(database, configuration)));
            PrintWriter out = out();
            out.println(json ? overview.json(Optional.empty()).encodePrettily() : OverviewTable.of(overview));
            out.flush();
            return overview.everyChannelIsOwned() ? 0 : 1;
        }
    }

    /** Those of the file, and those that were set up at the desk. */
    private static List<Known> known(Database database, GatewayConfiguration configuration) throws InterruptedException {
        Map<String, String> labels = new LinkedHashMap<>();
        configuration.channels().forEach(channel -> labels.put(channel.id(), channel.label()));
        ChannelDefinitions.of(database, Set.copyOf(labels.keySet())).forEach(channel -> labels.put(channel.id(), channel.label()));
        return labels.entrySet().stream().map(channel -> new Known(channel.getKey(), channel.getValue(), Optional.empty())).toList();
    }
}
