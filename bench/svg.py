"""A line plot as SVG: the same data give the same bytes."""
import math
from html import escape

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 44, 52
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
STYLE = "font-family='sans-serif' font-size='12' fill='#333'"


def ticks(low, high):
    """Powers of ten and their halves between the two, for a logarithmic axis."""
    for exponent in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for step in 1, 2, 5:
            if low <= step * 10 ** exponent <= high:
                yield step * 10 ** exponent


def plot(title, x_title, x_labels, y_title, series):
    """`series` is {name: [value or None, one for each x]}; the y axis is logarithmic, the x labels are evenly apart."""
    values = [value for line in series.values() for value in line if value]
    low, high = min(values) / 1.3, max(values) * 1.3

    def x(index):
        return LEFT + (WIDTH - LEFT - RIGHT) * (index / max(1, len(x_labels) - 1))

    def y(value):
        share = (math.log(value) - math.log(low)) / (math.log(high) - math.log(low))
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share

    def text(at_x, at_y, words, anchor="middle", more=""):
        return f"<text x='{at_x:.1f}' y='{at_y:.1f}' text-anchor='{anchor}' {STYLE} {more}>{escape(str(words))}</text>"

    parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}'>",
             f"<rect width='{WIDTH}' height='{HEIGHT}' fill='white'/>",
             text((LEFT + WIDTH - RIGHT) / 2, 22, title, more="font-weight='bold'"),
             text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x_title), text(8, TOP - 12, y_title, "start")]
    for value in ticks(low, high):
        parts.append(f"<path d='M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}' stroke='#ddd'/>")
        parts.append(text(LEFT - 6, y(value) + 4, f"{value:g}", "end"))
    parts += [text(x(index), HEIGHT - BOTTOM + 18, label) for index, label in enumerate(x_labels)]
    for number, (name, line) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = [(x(index), y(value)) for index, value in enumerate(line) if value]
        way = "L".join(f"{at_x:.1f} {at_y:.1f}" for at_x, at_y in points)
        parts.append(f"<path d='M{way}' fill='none' stroke='{colour}' stroke-width='2'/>")
        parts += [f"<circle cx='{at_x:.1f}' cy='{at_y:.1f}' r='3' fill='{colour}'/>" for at_x, at_y in points]
        parts.append(f"<rect x='{WIDTH - RIGHT + 12}' y='{TOP + 22 * number}' width='10' height='10' fill='{colour}'/>")
        parts.append(text(WIDTH - RIGHT + 28, TOP + 9 + 22 * number, name, "start"))
    return "\n".join(parts + ["</svg>"]) + "\n"
