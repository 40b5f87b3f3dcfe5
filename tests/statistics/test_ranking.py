"""Shrinkage against scipy's optimum and half a million simulated rankings."""

from __future__ import annotations

import math
from random import Random

import pytest

from orchestrator.statistics.posterior import Posterior
from orchestrator.statistics.prior import ASSUMED, NO_DIFFERENCE, Counted, learn
from orchestrator.statistics.ranking import outranks, rank

COUNTS = [12, 3, 0, 7, 25, 4, 9, 1, 6, 14, 2, 8]
EXPOSURES = [8, 5, 3, 6, 10, 7, 9, 4, 6, 7, 5, 12]
POSTINGS = [Counted(count, exposure) for count, exposure in zip(COUNTS, EXPOSURES, strict=True)]


def log_likelihood(shape: float, rate: float) -> float:
    """Of the negative binomial, term by term as the method writes it."""
    return math.fsum(
        math.lgamma(shape + p.count)
        - math.lgamma(shape)
        - math.lgamma(p.count + 1)
        + shape * math.log(rate / (rate + p.exposure))
        + p.count * math.log(p.exposure / (rate + p.exposure))
        for p in POSTINGS
    )


def test_the_law_is_the_likeliest() -> None:
    prior = learn(POSTINGS)
    # scipy.optimize on scipy.stats.nbinom.
    assert (prior.shape, prior.rate) == pytest.approx((3.41822237, 3.32163595), rel=1e-6)
    best = log_likelihood(prior.shape, prior.rate)
    for shape, rate in ((1.001, 1), (0.999, 1), (1, 1.001), (1, 0.999), (1.01, 1.01)):
        assert log_likelihood(prior.shape * shape, prior.rate * rate) < best


def test_rows_without_exposure_teach_nothing_and_get_the_prior() -> None:
    nothing = Counted(0, 0)
    assert learn([*POSTINGS, nothing]) == learn(POSTINGS)
    ranking = rank([*POSTINGS, nothing])
    assert ranking.items[-1].posterior.mean == pytest.approx(ranking.prior.mean)


def test_too_few_or_nothing_at_all_is_said_to_be_assumed() -> None:
    assert learn(POSTINGS[:7]) == ASSUMED
    assert learn([Counted(0, 1.0)] * 20) == ASSUMED
    assert learn([]) == ASSUMED
    assert (ASSUMED.shape, ASSUMED.rate, ASSUMED.learnt) == (2, 2, False)
    assert rank([]).items == ()
    assert rank(POSTINGS[:1]).items[0].expected_rank == 1


def test_postings_that_differ_by_chance_alone_are_drawn_together() -> None:
    prior = learn([Counted(10, 10)] * 20)
    assert prior.shape == NO_DIFFERENCE
    assert prior.mean == pytest.approx(1)
    posterior = prior.given(Counted(20, 10))
    assert posterior.mean == pytest.approx(1, abs=0.01)


def test_expected_ranks_are_those_of_many_draws() -> None:
    ranking = rank(POSTINGS)
    # Means of 400,000 rankings drawn with numpy.
    drawn = [3.757, 8.026, 9.952, 5.269, 1.35, 8.467, 5.959, 9.46, 6.037, 2.474, 9.064, 8.185]
    assert [item.expected_rank for item in ranking.items] == pytest.approx(drawn, abs=0.02)
    assert sum(item.expected_rank for item in ranking.items) == pytest.approx(12 * 13 / 2)
    assert math.fsum(item.top_tenth for item in ranking.items) == pytest.approx(1)
    assert rank(POSTINGS) == ranking


def test_the_order_of_rows_does_not_matter_and_equals_share_a_rank() -> None:
    ranking, turned = rank([*POSTINGS, POSTINGS[0]]), rank([POSTINGS[0], *POSTINGS[::-1]])
    ranks = [item.expected_rank for item in ranking.items]
    assert ranks[0] == pytest.approx(ranks[-1])
    assert sorted(ranks) == pytest.approx(sorted(item.expected_rank for item in turned.items))


def test_small_numbers_are_not_ranked_as_if_certain() -> None:
    few, many = rank([*POSTINGS, Counted(2, 0.5), Counted(60, 20)]).items[-2:]
    assert few.counted.count / few.counted.exposure > many.counted.count / many.counted.exposure
    assert few.expected_rank > many.expected_rank
    assert few.posterior.high - few.posterior.low > many.posterior.high - many.posterior.low


def test_one_outranks_another_as_an_integral_says() -> None:
    one, other = Posterior(5.5, 4.0), Posterior(12.0, 7.5)
    steps, width = 4000, 12 / 4000
    total = 0.0
    for index in range(steps):
        x = (index + 0.5) * width
        density = math.exp(5.5 * math.log(4) + 4.5 * math.log(x) - 4 * x - math.lgamma(5.5))
        total += density * (1 - other.above(x)) * width
    assert outranks(one, other) == pytest.approx(total, abs=1e-6)
    assert outranks(other, one) == pytest.approx(1 - total, abs=1e-6)
    assert outranks(one, one) == pytest.approx(0.5)


def test_thousands_of_postings() -> None:
    random = Random(7)
    postings = [Counted(int(random.expovariate(0.05)), random.uniform(1, 30)) for _ in range(3000)]
    ranking = rank(postings)
    assert ranking.prior.learnt
    assert sum(item.expected_rank for item in ranking.items) == pytest.approx(3000 * 3001 / 2)


def test_what_cannot_be_is_refused() -> None:
    for count, exposure, message in ((-1, 1, "count: -1"), (0, math.nan, "exposure: nan"), (3, 0, "nothing can come")):
        with pytest.raises(ValueError, match=message):
            Counted(count, exposure)


def test_posterior_tail() -> None:
    assert Posterior(3, 2).above(1) == pytest.approx(math.exp(-2) * (1 + 2 + 2))
