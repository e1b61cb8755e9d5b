// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines that a module's own tests run, as JaCoCo counted them in this build. */
class CoverageTest {
    /** What of redis only a cluster or Sentinels run is tested apart, in the profile redis-modes, and not counted here. */
    @ParameterizedTest
    @CsvSource({
        "core, src/core, 95",
        "redis, src/backends/redis, 95",
        "jcache, src/jcache, 90",
        "cli, src/cli, 90",
        "console, src/console, 90",
        "http, src/http, 90",
        "varnish, src/purgers/varnish, 90",
        "health, src/listeners/health, 90",
        "mpmetrics, src/listeners/mpmetrics, 90",
        "opentelemetry, src/listeners/opentelemetry, 90",
        "micrometer, src/listeners/micrometer, 90"
    })
    void linesRunByTheModulesOwnTests(String name, String module, int least) throws IOException {
        Path target = Path.of("..").resolve(module).resolve("target");
        CoverageBuilder coverage = coverage(target);
        ICounter lines = coverage.getBundle(name).getLineCounter();
        assertThat(lines.getTotalCount()).as("lines of %s", name).isGreaterThan(20);
        if (100 * lines.getCoveredRatio() < least) {
            missed(coverage).forEach(System.out::println);
        }
        Show.atLeast(
                "coverage",
                100 * lines.getCoveredRatio(),
                least,
                "% of " + lines.getTotalCount() + " lines of " + name);
    }

    /** Returns what each JVM that ran some of the tests has recorded. */
    private static List<Path> records(Path folder) throws IOException {
        assertThat(folder)
                .as("the records of a module; run its tests in the same build, as mvn verify does")
                .exists();
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static CoverageBuilder coverage(Path target) throws IOException {
        ExecFileLoader record = new ExecFileLoader();
        for (Path measured : records(target.resolve("coverage"))) {
            record.load(measured.toFile());
        }
        CoverageBuilder coverage = new CoverageBuilder();
        Path classes = target.resolve("classes");
        assertThat(Files.isDirectory(classes)).isTrue();
        new Analyzer(record.getExecutionDataStore(), coverage).analyzeAll(classes.toFile());
        return coverage;
    }

    private static List<String> missed(CoverageBuilder coverage) {
        return coverage.getSourceFiles().stream()
                .filter(file -> file.getLineCounter().getMissedCount() > 0)
                .map(CoverageTest::text)
                .sorted()
                .toList();
    }

    private static String text(ISourceFileCoverage file) {
        StringBuilder lines = new StringBuilder(file.getPackageName() + "/" + file.getName() + ":");
        for (int line = file.getFirstLine(); line <= file.getLastLine(); line++) {
            if (file.getLine(line).getStatus() == ICounter.NOT_COVERED) {
                lines.append(' ').append(line);
            }
        }
        return lines.toString();
    }
}
