# The pages of buying guides. Titles, advice and the sentences about picks are the merchant's (catalog/guides.csv).

guide-chosen = Our picks
guide-most = Nothing here costs more than { $amount }.
guide-all = All matching products
