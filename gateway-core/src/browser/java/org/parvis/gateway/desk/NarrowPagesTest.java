package org.parvis.gateway.desk;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** WCAG 2.2, 1.4.10 and 1.4.4: on a narrow screen and with large letters nobody scrolls in two directions. The form's further pages have such a test beside the form. */
@Tag("browser")
@ExtendWith(Town.Given.class)
class NarrowPagesTest {

    private record Window(int width, int height) {
    }

    /** A telephone, a screen of 1440 by 900 at 200 %, and the narrowest telephone, in which each place is opened. */
    private static final List<Window> WINDOWS = List.of(new Window(390, 700), new Window(720, 450), new Window(320, 700));

    @Test
    void noPageIsWiderThanItsWindow(Town town) {
        AgentBrowser browser = town
                .browser(new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(320, 700).setDeviceScaleFactor(2));
        DeskPlaces.walk(town, browser, place -> {
            for (Window window : WINDOWS) {
                browser.page().setViewportSize(window.width, window.height);
                drawn(browser.page());
                browser.fits();
            }
        });
    }

    @Test
    void lettersOfTwiceTheSizeFitToo(Town town) {
        try (Browser large = town.largeLetters()) {
            AgentBrowser browser = town.browser(large, new Browser.NewContextOptions().setViewportSize(1440, 900));
            DeskPlaces.walk(town, browser, place -> browser.fits());
        }
    }

    private static void drawn(Page page) {
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
    }
}
