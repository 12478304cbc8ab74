package org.parvis.gateway.desk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The node that a page hears from is killed while its agent writes: the page goes on by another one. Linux, for the node is found by its environment. */
@Tag("browser")
class DeskNodeGoneTest {

    @Test
    void aPageGoesOnByAnotherNodeAndItsAnswerGoesOnce() throws IOException, InterruptedException {
        try (Town town = new Town(2); AgentBrowser amina = town.agent("amina"); AgentBrowser julien = town.agent("julien")) {
            long number = amina.callToReturn("Un nœud disparaît");
            amina.open("/conversation/" + number);
            assertThat(amina.messages()).hasCount(1);
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            amina.press("r");
            assertThat(amina.page().locator("#composer-text")).isFocused();
            amina.type("Écrit par un nœud");

            kill(hearing(town));
            amina.type(", envoyé par l’autre.");
            assertThat(amina.page().locator(".connection")).hasText("En direct");
            julien.callAbout(number, "Elle rappelle.");
            assertThat(amina.messages()).hasCount(2);
            amina.button("Répondre au nouveau message").click();
            assertThat(amina.page().locator("#composer-text")).hasValue("Écrit par un nœud, envoyé par l’autre.");
            amina.press("Control+Enter");

            assertThat(amina.messages()).hasCount(3);
            assertThat(amina.messages().last()).containsText("Écrit par un nœud, envoyé par l’autre.");
            assertThat(amina.page().locator("#composer-text")).hasValue("");
            Assertions.assertThat(amina.conversation(number).getLong("messageCount")).isEqualTo(3);
        }
    }

    /** The one that has a stream open: no other page is. */
    private static URI hearing(Town town) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        for (URI node : town.nodes()) {
            String metrics = http.send(HttpRequest.newBuilder(node.resolve("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            if (metrics.lines().anyMatch("parvis_live_streams 1.0"::equals)) {
                return node;
            }
        }
        throw new AssertionError("No node of " + town.nodes() + " has the page's stream");
    }

    private static void kill(URI node) throws IOException {
        String port = "PARVIS_HTTP_PORT=" + node.getPort();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            Path environment = Path.of("/proc", Long.toString(child.pid()), "environ");
            if (Files.isReadable(environment) && Files.readString(environment).contains(port + "\0")) {
                child.destroyForcibly();
                return;
            }
        }
        throw new AssertionError("No process serves " + node);
    }
}
