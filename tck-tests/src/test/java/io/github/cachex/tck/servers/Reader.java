// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Does what a guide says, block by block, and looks whether that has come about. */
final class Reader {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path CONFIGURATION = Path.of("src/main/resources/META-INF/microprofile-config.properties");
    private static final String ENTRY = "beans:in-application:k";
    private static final String ASK = "ask/in-application/k";
    private static final String LOADS = "loads/in-application/k";
    private static final String BACKGROUND =
            "background k 2 {application-loader=true,jndi=true,other-thread=true,request=true}";
    private static final String VALUE = "in-application k 1 " + ProjectFolder.NODE;

    private final Archives archives = new Archives(Started.WAR);
    private final ProjectFolder folder;
    private final RedisEntries entries;
    private final Set<Guide.Step> done = EnumSet.noneOf(Guide.Step.class);
    private String dependency = "";
    private boolean packaged;

    Reader(ProjectFolder folder, RedisEntries entries) {
        this.folder = folder;
        this.entries = entries;
    }

    /** Follows the whole guide. */
    void follow(Guide guide) throws Exception {
        for (Guide.Block block : guide.blocks()) {
            if (block.isDependency()) {
                dependency = block.text();
            } else if (block.isCommands()) {
                pack();
                run(block);
            } else {
                write(block);
            }
        }
        folder.interrupt();
        await("nothing runs any more")
                .atMost(PATIENCE)
                .until(() -> folder.running().isEmpty());
        assertThat(done).contains(Guide.Step.START, Guide.Step.DEPLOY);
    }

    private void write(Guide.Block block) throws IOException {
        Path file = block.file()
                .orElseThrow(() -> new AssertionError("what is this for? " + block.before() + '\n' + block.text()));
        assertThat(packaged && file.startsWith("src"))
                .as(file + " comes too late")
                .isFalse();
        folder.write(file, block.text());
    }

    /** Stands for {@code mvn package}. */
    private void pack() throws IOException {
        if (!packaged) {
            Path war = archives.plain("guide.war", folder.read(CONFIGURATION));
            checkDependency(war);
            folder.packaged(war);
            packaged = true;
        }
    }

    /** The WAR was built with this dependency, and carries it along. */
    private void checkDependency(Path war) throws IOException {
        String artifact = element("artifactId");
        assertThat(element("version"))
                .as("the version is the reader's to choose")
                .isEqualTo("…");
        try (FileSystem inside = FileSystems.newFileSystem(war);
                Stream<Path> jars = Files.list(inside.getPath("/WEB-INF/lib"))) {
            Path jar = jars.filter(
                            file -> file.getFileName().toString().matches(Pattern.quote(artifact) + "-\\d[^/]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + artifact + " in the WAR"));
            try (FileSystem library = FileSystems.newFileSystem(jar)) {
                assertThat(library.getPath("META-INF", "maven", element("groupId"), artifact, "pom.properties"))
                        .exists();
            }
        }
    }

    private String element(String name) {
        Matcher element =
                Pattern.compile('<' + name + ">([^<]+)</" + name + '>').matcher(dependency);
        assertThat(element.find()).as(name + " of the dependency").isTrue();
        return element.group(1);
    }

    private void run(Guide.Block block) throws Exception {
        Guide.Step step = block.step();
        switch (step) {
            case START -> start(block);
            case DEPLOY -> {
                folder.run(block.text());
                checkDeployed();
                String before = folder.answer("instance");
                folder.run(block.text());
                checkRedeployed(before);
            }
            case UNDEPLOY -> {
                folder.run(block.text());
                await("the application is away").atMost(PATIENCE).until(() -> !folder.isUp());
            }
        }
        done.add(step);
    }

    private void start(Guide.Block block) throws Exception {
        if (!block.staysInForeground()) {
            folder.run(block.text());
            return;
        }
        folder.runInForeground(block.text());
        if (block.text().contains("--deploy ")) {
            checkDeployed();
            String before = folder.answer("instance");
            folder.interrupt();
            folder.runInForeground(block.text());
            checkRedeployed(before);
            done.add(Guide.Step.DEPLOY);
        }
    }

    /** One load, and the second answer from the cache; the entry lies in Redis under the guide's prefix. */
    private void checkDeployed() throws Exception {
        await("the application answers").atMost(PATIENCE).until(folder::isUp);
        assertThat(folder.answer(ASK)).isEqualTo(VALUE);
        assertThat(folder.answer(ASK)).isEqualTo(VALUE);
        assertThat(folder.answer(LOADS)).isEqualTo("1");
        assertThat(entries.stored(ENTRY)).startsWith("app:");
        assertThat(folder.elsewhere())
                .as("ports that answer others than this machine")
                .isEmpty();
        checkBackground();
    }

    /** Loads behind a stale value run on threads that know the names of the application. */
    private void checkBackground() throws Exception {
        folder.answer("ask/background/k");
        folder.answer("touch/k");
        await("a load in the background")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(folder.answer("ask/background/k")).endsWith(BACKGROUND));
    }

    /** Another deployment answers, and has the value of the first from Redis. In between there may be none. */
    private void checkRedeployed(String before) throws Exception {
        await("another deployment answers")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !folder.answer("instance").equals(before));
        assertThat(folder.answer(ASK)).isEqualTo(VALUE);
        assertThat(folder.answer(LOADS)).isEqualTo("0");
    }
}
