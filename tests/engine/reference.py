"""Known values, copied as facts so that the tests need no file beside the project; logs are natural.

The keys are the ids of `reference.json`, where the same values stand with how they were found: published figures
(the paper or program is named beside each) or derived in exact arithmetic.
"""

from __future__ import annotations

from typing import Any

# Each row as often as it occurs: states, which variables were set, how often.
_THREE_VARIABLES = [
    ((0, 0, 0), (0, 0, 0), 7),
    ((0, 0, 1), (0, 0, 0), 2),
    ((0, 1, 0), (0, 0, 0), 1),
    ((0, 1, 1), (0, 0, 0), 2),
    ((1, 0, 0), (0, 0, 0), 2),
    ((1, 0, 1), (0, 0, 0), 1),
    ((1, 1, 0), (0, 0, 0), 2),
    ((1, 1, 1), (0, 0, 0), 7),
    ((0, 0, 0), (0, 1, 0), 3),
    ((1, 0, 0), (0, 1, 0), 3),
    ((0, 0, 1), (0, 1, 0), 1),
    ((1, 0, 1), (0, 1, 0), 1),
    ((0, 1, 1), (0, 1, 0), 3),
    ((1, 1, 1), (0, 1, 0), 3),
    ((0, 1, 0), (0, 1, 0), 1),
    ((1, 1, 0), (0, 1, 0), 1),
    ((1, 1, 1), (1, 0, 0), 3),
    ((1, 0, 0), (1, 0, 0), 1),
]

VALUES: dict[str, Any] = {
    # Cooper and Yoo, Causal discovery from a mixture of experimental and observational data, UAI 1999: 11 cases.
    "cooper_yoo_1999": {
        "data_rows_1based": [[2, 2], [2, 1], [2, 2], [1, 1], [1, 2], [2, 2], [1, 1], [2, 2], [1, 2], [2, 1], [1, 1]],
        "clamped": [[0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [1, 0], [1, 0], [0, 1], [0, 1], [0, 1], [0, 1]],
        "prior": "BDeu ess=1",
        "ml_A_to_B": 5.960464477539098e-07,
        "published": 5.97e-07,
        "log_ml": {"indep": -13.550187901195, "A->B": -14.332947240445, "B->A": -15.123674749343},
        "post3": {"indep": 0.60079405, "A->B": 0.27464871, "B->A": 0.12455724},
    },
    # Robinson 1973.
    "dag_counts": [1, 3, 25, 543, 29281, 3781503, 1138779265, 783702329343],
    # Gillispie and Perlman 2002.
    "mec_counts": [1, 2, 11, 185, 8782, 1067825],
    # Gillispie and Perlman 2002: classes with one member.
    "mec_singletons": [1, 1, 4, 59, 2616, 306117],
    # Derived by enumeration with the theorem of Hauser and Buhlmann 2012.
    "imec_counts": {
        "imec_n2_{}": 2,
        "imec_n2_{},{1}": 3,
        "imec_n2_{},{1},{2}": 3,
        "imec_n2_{},{1,2}": 2,
        "imec_n2_{},all singletons": 3,
        "imec_n2_{},all but one singletons": 3,
        "imec_n3_{}": 11,
        "imec_n3_{},{1}": 20,
        "imec_n3_{},{1},{2}": 25,
        "imec_n3_{},{1,2}": 20,
        "imec_n3_{},{1},{2},{3}": 25,
        "imec_n3_{},all singletons": 25,
        "imec_n3_{},all but one singletons": 25,
        "imec_n4_{}": 185,
        "imec_n4_{},{1}": 345,
        "imec_n4_{},{1},{2}": 474,
        "imec_n4_{},{1,2}": 412,
        "imec_n4_{},{1},{2},{3}": 543,
        "imec_n4_{},all singletons": 543,
        "imec_n4_{},all but one singletons": 543,
    },
    # Russell and Norvig; Murphy 2001.
    "sprinkler": {
        "P_W": 0.6470999999999999,
        "P_S_W": 0.42976356050069553,
        "P_R_W": 0.7079276773296247,
        "P_S_WR": 0.19449901768172886,
        "P_WR": 0.4581,
        "P_W_S1": 0.927,
        "P_W_doS1": 0.9450000000000001,
        "P_W_doS0": 0.45000000000000007,
        "P_W_S0": 0.5271428571428571,
        "P_C_S1": 0.16666666666666669,
        "P_C_doS1": 0.5,
        "P_R_S1": 0.3,
        "P_R_doS1": 0.5,
        "P_S_doW1": 0.30000000000000004,
    },
    # Charig et al. 1986; Pearl 2009, section 6.
    "kidney_stones": {
        "P_rec_A": 0.78,
        "P_rec_B": 0.8257142857142857,
        "A_small": 0.9310344827586207,
        "A_large": 0.7300380228136882,
        "B_small": 0.8666666666666667,
        "B_large": 0.6875,
        "do_A": 0.8325462173856037,
        "do_B": 0.778875,
        "ACE": 0.053671217385603764,
        "naive": -0.04571428571428571,
    },
    # Pearl, Glymour, Jewell 2016, section 3.4.
    "smoking_tar_primer": {"do1": 0.5475, "do0": 0.5025, "P_Y_X1": 0.1475, "P_Y_X0": 0.9025},
    # Pearl 2009, section 7.1.2.
    "firing_squad": {
        "firing_p0.5_q0.5": {
            "P_D": 0.75,
            "P_alive_if_A_not_shot_given_D": 0.3333333333333333,
            "P_D_doA1": 1.0,
            "P_D_doA0": 0.5,
            "P_U_given_A": 0.6666666666666666,
        },
        "firing_p0.9_q0.1": {
            "P_D": 0.91,
            "P_alive_if_A_not_shot_given_D": 0.010989010989010986,
            "P_D_doA1": 1.0,
            "P_D_doA0": 0.9,
            "P_U_given_A": 0.989010989010989,
        },
        "firing_p0.7_q0.01": {
            "P_D": 0.703,
            "P_alive_if_A_not_shot_given_D": 0.0042674253200569,
            "P_D_doA1": 1.0,
            "P_D_doA0": 0.7,
            "P_U_given_A": 0.9957325746799431,
        },
    },
    # Lauritzen and Spiegelhalter 1988.
    "asia": {
        "prior": {
            "a": 0.009999999999999998,
            "t": 0.010399999999999994,
            "s": 0.5000000000000002,
            "l": 0.05500000000000003,
            "b": 0.4500000000000003,
            "x": 0.11029004000000009,
            "d": 0.4359706000000002,
        },
        "P_either": 0.06482800000000012,
        "given_visit_dysp": {"t": 0.08775096498292188, "l": 0.09952514509455443, "b": 0.8114020715892366},
        "given_visit_dysp_smoke": {"t": 0.07275953859804793, "l": 0.14551907719609586, "b": 0.8672582076308787},
        "P_lung_doXray1": 0.05500000000000003,
        "P_lung_given_xray1": 0.4887114013196475,
    },
    # R bnlearn's scores, as pgmpy's own tests quote them.
    "bdeu_k2_scores_vs_bnlearn": {
        "d1": {
            "A": [0, 0, 1],
            "B": [0, 1, 0],
            "C": [1, 1, 0],
            "D": ["X", "Y", "Z"],
            "m1": "A->C,B->C,D->B",
            "m2": "C->A,C->B,A->D",
            "bdeu_ess10": [-9.907103407446435, -9.839964104608821],
            "k2": [-10.73813429536977, -10.345091707260167],
        },
        "titanic": {
            "counts_Survived_Male_Pclass0": [
                [[0, 0, 0], 3],
                [[0, 0, 1], 6],
                [[0, 0, 2], 72],
                [[0, 1, 0], 77],
                [[0, 1, 1], 91],
                [[0, 1, 2], 300],
                [[1, 0, 0], 91],
                [[1, 0, 1], 70],
                [[1, 0, 2], 72],
                [[1, 1, 0], 45],
                [[1, 1, 1], 17],
                [[1, 1, 2], 47],
            ],
            "graph": "Sex->Survived<-Pclass",
            "bdeu_ess25": -1892.7383393910427,
            "k2": -1891.0630673606006,
        },
        "note": "BDeu ess=10 for d1 (pgmpy default)",
    },
    # Derived: all 25 DAGs over the rows of three_var_data in which nothing was set.
    "three_var_obs only": {
        "ess": 1.0,
        "logZ_sum_over_25": -51.382174933967114,
        "edge_post": [
            [0, 0.30855454095737483, 0.10266217891322829],
            [0.45559678703662654, 0, 0.45559678703662654],
            [0.1026621789132283, 0.3085545409573748, 0],
        ],
        "top": [
            ["X2->X1 X3->X2", 0.18016330389792218, -53.096066529478676],
            ["X2->X1 X2->X3", 0.18016330389792218, -53.096066529478676],
            ["X1->X2 X2->X3", 0.18016330389792218, -53.096066529478676],
            ["X3->X2", 0.0574405533415259, -54.23917965487257],
            ["X2->X3", 0.0574405533415259, -54.23917965487257],
            ["X2->X1", 0.0574405533415259, -54.23917965487257],
        ],
        "all": {
            "(empty)": [-55.38229278026647, 0.01831348058564736],
            "X2->X3": [-54.23917965487257, 0.0574405533415259],
            "X3->X2": [-54.23917965487257, 0.0574405533415259],
            "X1->X3": [-56.10229606288246, 0.008914098727931936],
            "X1->X3 X2->X3": [-58.34311386939329, 0.0009482058523749088],
            "X3->X2 X1->X3": [-54.95918293748856, 0.02795922714302006],
            "X3->X1": [-56.10229606288246, 0.008914098727931936],
            "X3->X1 X2->X3": [-54.95918293748856, 0.02795922714302006],
            "X3->X1 X3->X2": [-54.95918293748856, 0.02795922714302006],
            "X1->X2": [-54.23917965487257, 0.0574405533415259],
            "X1->X2 X2->X3": [-53.096066529478676, 0.18016330389792218],
            "X1->X2 X3->X2": [-56.479997461383405, 0.0061100365280253],
            "X1->X2 X1->X3": [-54.95918293748856, 0.02795922714302006],
            "X1->X2 X1->X3 X2->X3": [-57.2000007439994, 0.0029740643012870892],
            "X1->X2 X3->X2 X1->X3": [-57.2000007439994, 0.0029740643012870892],
            "X3->X1 X1->X2": [-54.95918293748856, 0.02795922714302006],
            "X3->X1 X1->X2 X3->X2": [-57.2000007439994, 0.0029740643012870892],
            "X2->X1": [-54.23917965487257, 0.0574405533415259],
            "X2->X1 X2->X3": [-53.096066529478676, 0.18016330389792218],
            "X2->X1 X3->X2": [-53.096066529478676, 0.18016330389792218],
            "X2->X1 X1->X3": [-54.95918293748856, 0.02795922714302006],
            "X2->X1 X1->X3 X2->X3": [-57.2000007439994, 0.0029740643012870892],
            "X2->X1 X3->X1": [-58.34311386939329, 0.0009482058523749088],
            "X2->X1 X3->X1 X2->X3": [-57.2000007439994, 0.0029740643012870892],
            "X2->X1 X3->X1 X3->X2": [-57.2000007439994, 0.0029740643012870892],
        },
    },
    # Derived: rows, and which variables were set in them.
    "three_var_data": [
        {"values": list(values), "clamped": list(clamped)}
        for values, clamped, times in _THREE_VARIABLES
        for _ in range(times)
    ],
    # Derived.
    "C1_switch": {
        "P_L": 0.441,
        "P_L_given_S1": 0.882,
        "P_L_given_C0_S1": 0.0,
        "P_L_given_C0_S0": 0.0,
        "P_L_given_C1": 0.98,
        "cf_L_if_S1_given_S0_L0": 0.882,
        "P_blackout_given_S1_L0": 0.8474576271186441,
        "P_blackout_given_S1_L0_C0": 1.0,
        "cf_L_if_S0_given_S1_L1": 0.0,
        "cf_L_if_power_restored_given_S1_L0_doK0": 0.8305084745762713,
        "P_L_do_S1": 0.882,
        "P_S1_given_L1": 1.0,
        "P_S1_do_L1": 0.5,
    },
    # Derived; a trial with an effect.
    "C4_drug_RCT_effect": {
        "data": {"obs": [[30, 10], [10, 30]], "doA": [[15, 5], [5, 15]], "doB": [[0, 0], [0, 0]]},
        "post": {
            "indep": 2.4863540711040766e-06,
            "drug->outcome": 0.9870764370872427,
            "outcome->drug": 0.006460538279343124,
            "common cause": 0.006460538279343124,
        },
        "log_ml": [-143.6709862338642, -130.77930088356408, -135.80833572455745, -135.80833572455745],
    },
    # Derived; the same trial without one.
    "C4_drug_RCT_null": {
        "data": {"obs": [[30, 10], [10, 30]], "doA": [[10, 10], [10, 10]], "doB": [[0, 0], [0, 0]]},
        "post": {
            "indep": 0.00019056784131916312,
            "drug->outcome": 0.009467108864772223,
            "outcome->drug": 0.4951711616469543,
            "common cause": 0.4951711616469543,
        },
        "log_ml": [-143.6709862338642, -139.76541564198698, -135.80833572455745, -135.80833572455745],
    },
    # Derived in exact fractions; only the entries without hidden variables are used.
    "latent_D1_obs|ess1": {
        "data": {"obs": [[9, 3], [2, 8]], "doA": [[0, 0], [0, 0]], "doB": [[0, 0], [0, 0]]},
        "ess": 1,
        "log_ml": {"indep": -33.97284879089455, "A->B": -32.38601076506958, "A<-B": -32.38601076506958},
        "post3_no_latent": {"indep": 0.09279419848699107, "A->B": 0.45360290075650445, "A<-B": 0.45360290075650445},
    },
    # Derived in exact fractions; only the entries without hidden variables are used.
    "latent_D2_causal|ess1": {
        "data": {"obs": [[6, 2], [1, 7]], "doA": [[5, 1], [1, 5]], "doB": [[0, 0], [0, 0]]},
        "ess": 1,
        "log_ml": {"indep": -33.9555378529987, "A->B": -29.57930284487668, "A<-B": -32.17015092997018},
        "post3_no_latent": {"indep": 0.01156070763484012, "A->B": 0.9195156679858134, "A<-B": 0.06892362437934652},
    },
    # Derived in exact fractions; only the entries without hidden variables are used.
    "latent_D2_causal|ess2": {
        "data": {"obs": [[6, 2], [1, 7]], "doA": [[5, 1], [1, 5]], "doB": [[0, 0], [0, 0]]},
        "ess": 2,
        "log_ml": {"indep": -33.101471374850085, "A->B": -28.45576532049887, "A<-B": -31.06122541359583},
        "post3_no_latent": {"indep": 0.008862940786590747, "A->B": 0.9229588781421222, "A<-B": 0.06817818107128708},
    },
}
