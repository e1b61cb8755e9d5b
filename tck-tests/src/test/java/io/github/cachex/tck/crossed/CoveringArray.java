// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Rows of levels, one of each factor, in which every combination of the levels of any {@code strength} factors occurs. Made row by
 * row, each the best of several tries that begin with a combination which is still missing; the same each time.
 */
final class CoveringArray {
    private static final int TRIES = 60;

    private final int[] levels;
    private final int strength;
    private final Random random = new Random(1);
    private final Set<List<Integer>> missing = new LinkedHashSet<>();
    private final int combinations;
    private final List<int[]> rows = new ArrayList<>();

    /** Makes one for factors that have as many levels as {@code levels} says. */
    CoveringArray(int[] levels, int strength) {
        this.levels = levels.clone();
        this.strength = strength;
        demand(new int[strength], 0, 0);
        this.combinations = missing.size();
        while (!missing.isEmpty()) {
            add(best());
        }
    }

    /** Returns the rows. */
    List<int[]> rows() {
        return rows;
    }

    /** Returns how many combinations occur in them. */
    int combinations() {
        return combinations;
    }

    private void demand(int[] factors, int chosen, int from) {
        if (chosen == strength) {
            demandLevels(factors, new int[strength], 0);
            return;
        }
        for (int factor = from; factor < levels.length; factor++) {
            factors[chosen] = factor;
            demand(factors, chosen + 1, factor + 1);
        }
    }

    private void demandLevels(int[] factors, int[] chosen, int at) {
        if (at == strength) {
            missing.add(combination(factors, chosen));
            return;
        }
        for (int level = 0; level < levels[factors[at]]; level++) {
            chosen[at] = level;
            demandLevels(factors, chosen, at + 1);
        }
    }

    private static List<Integer> combination(int[] factors, int[] chosen) {
        List<Integer> combination = new ArrayList<>(2 * factors.length);
        for (int i = 0; i < factors.length; i++) {
            combination.add(factors[i]);
            combination.add(chosen[i]);
        }
        return combination;
    }

    private int[] best() {
        List<List<Integer>> seeds = new ArrayList<>(missing);
        int[] best = new int[levels.length];
        int most = -1;
        for (int i = 0; i < TRIES; i++) {
            int[] row = candidate(seeds.get(random.nextInt(seeds.size())));
            int covered = covered(row).size();
            if (covered > most) {
                most = covered;
                best = row;
            }
        }
        return best;
    }

    private int[] candidate(List<Integer> seed) {
        int[] row = new int[levels.length];
        for (int factor = 0; factor < levels.length; factor++) {
            row[factor] = random.nextInt(levels[factor]);
        }
        for (int i = 0; i < seed.size(); i += 2) {
            row[seed.get(i)] = seed.get(i + 1);
        }
        return row;
    }

    private void add(int[] row) {
        rows.add(row);
        missing.removeAll(covered(row));
    }

    private Set<List<Integer>> covered(int[] row) {
        Set<List<Integer>> covered = new LinkedHashSet<>();
        cover(row, new int[strength], 0, 0, covered);
        return covered;
    }

    private void cover(int[] row, int[] factors, int chosen, int from, Set<List<Integer>> covered) {
        if (chosen == strength) {
            List<Integer> combination = combination(
                    factors, Arrays.stream(factors).map(factor -> row[factor]).toArray());
            if (missing.contains(combination)) {
                covered.add(combination);
            }
            return;
        }
        for (int factor = from; factor < row.length; factor++) {
            factors[chosen] = factor;
            cover(row, factors, chosen + 1, factor + 1, covered);
        }
    }
}
