// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window, of this machine: nothing is downloaded. */
public final class Browser implements AutoCloseable {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private final ChromeDriver driver;

    /** Starts one. */
    public Browser() throws Exception {
        Path profiles = Files.createDirectories(TARGET.resolve("browser"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium", "google-chrome").toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + Files.createTempDirectory(profiles, "profile-"));
        options.setCapability("goog:loggingPrefs", logs);
        // A service whose driver is known: Selenium would look for one to download otherwise.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** Returns the first of the programs that is there. */
    private static Path onPath(String... programs) {
        return Stream.of(programs)
                .flatMap(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, program)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        String.join(" or ", programs) + ": not on the PATH; apt-get install chromium chromium-driver"));
    }

    /** Opens a page. */
    public void open(String url) {
        driver.get(url);
    }

    /** Lays the page out for a window of this width, as a phone would be with a narrow one. */
    public void resize(int width, int height, boolean isDark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    /** Clicks the first element that matches. */
    public void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** Chooses an option of a list. */
    public void choose(String selector, String value) {
        click(selector + " option[value='" + value + "']");
    }

    /** Types into the first element that matches, which loses what it held. */
    public void type(String selector, CharSequence... keys) {
        WebElement field = driver.findElement(By.cssSelector(selector));
        field.clear();
        field.sendKeys(keys);
    }

    /** Presses keys where the focus is. */
    public void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Takes the network away, or gives it back. */
    public void offline(boolean isOffline) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Returns the text that one sees of the first element that matches. */
    public String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    /** Returns all elements that match. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Runs a script, and returns what it returns. */
    public Object script(String script) {
        return ((JavascriptExecutor) driver).executeScript(script);
    }

    /** Returns what the console said that is a mistake. */
    public List<String> mistakes() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** Keeps a picture of the whole page. */
    public void picture(String name) throws Exception {
        long height = ((Number) script("return document.documentElement.scrollHeight")).longValue();
        Map<String, Object> taken = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", script("return innerWidth"), "height", height, "scale", 1)));
        Path file = Files.createDirectories(TARGET.resolve("screenshots")).resolve(name + ".png");
        Files.write(file, OutputType.BYTES.convertFromBase64Png((String) taken.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
