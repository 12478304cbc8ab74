package org.parvis.gateway.desk;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ReducedMotion;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Nothing moves for whoever has asked for that. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class DeskMotionTest {

    /** Nothing that lasts longer than an eye's blink; without the wish there is such a thing, so that the look finds it. */
    @Test
    void nothingMovesForWhoeverWantsNoMotion(Town town) {
        Assertions.assertThat(moving(town, ReducedMotion.NO_PREFERENCE)).isNotEmpty();
        Assertions.assertThat(moving(town, ReducedMotion.REDUCE)).isEmpty();
    }

    private static List<?> moving(Town town, ReducedMotion motion) {
        Browser.NewContextOptions how = new Browser.NewContextOptions().setViewportSize(390, 844).setReducedMotion(motion);
        try (AgentBrowser amina = town.agent("amina", how)) {
            amina.open("/conversation/" + amina.anyOpen("courriel").getLong("number"));
            assertThat(amina.messages().first()).isVisible();
            amina.press("Control+k");
            assertThat(amina.page().locator("dialog.palette")).isVisible();
            return (List<?>) amina.page().evaluate("""
                    () => [...document.querySelectorAll('*')].flatMap((element) => ['', '::before', '::after', '::backdrop'].map((part) => {
                      const {transitionDuration, animationDuration, animationName, scrollBehavior} = getComputedStyle(element, part || null);
                      const longest = (durations) => Math.max(...durations.split(',').map(parseFloat));
                      const moves = longest(transitionDuration) > 0.01 || (animationName !== 'none' && longest(animationDuration) > 0.01);
                      return moves || scrollBehavior === 'smooth' ? `${element.localName}.${element.className}${part}` : '';
                    })).filter(Boolean)""");
        }
    }
}
