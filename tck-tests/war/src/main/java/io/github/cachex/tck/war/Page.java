// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import java.util.ArrayList;
import java.util.List;

/** Some of many; what they are says the class that extends it. */
public class Page<T> {
    private List<T> items = new ArrayList<>();
    private int number;

    public List<T> getItems() {
        return items;
    }

    public void setItems(List<T> items) {
        this.items = items;
    }

    public int getNumber() {
        return number;
    }

    public void setNumber(int number) {
        this.number = number;
    }

    @Override
    public String toString() {
        return "page " + number + ' ' + items;
    }
}
